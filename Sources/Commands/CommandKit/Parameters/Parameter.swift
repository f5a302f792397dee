/// Something a command can be given.
public protocol Parameter<Output>: Sendable {
    associatedtype Output: Sendable

    /// What parser, help and completion need to know.
    var shape: ParameterShape { get }

    /// Makes the value of everything given for this parameter, which may be nothing.
    /// - Throws: ``UsageError``, pointing at the word that is wrong.
    func decode(_ given: [Given]) throws(UsageError) -> Output
}

/// One use of a parameter in a call.
public struct Given: Sendable {
    /// The option as the signature spells it, such as `--public`; empty for a positional.
    public let spelling: String
    /// The word that holds the option, or the positional itself.
    public let word: Word
    /// The value; empty for a flag. With `--name=value` its span is that part of the word.
    public let value: Word
}

/// A parameter as it is seen from outside.
public struct ParameterShape: Sendable {
    public enum Kind: Sendable, Equatable {
        /// A word by its place. `maximum` is `nil` for "as many as you like".
        case positional(minimum: Int, maximum: Int?)
        /// Takes a value.
        case option
        /// Takes none.
        case flag
    }

    /// One way to write an option or flag, and what it means.
    public struct Spelling: Sendable, Equatable {
        public let text: String
        /// Shorter or other forms of the same, such as `-f`.
        public let others: [String]
        public let help: String

        public init(_ text: String, others: [String] = [], help: String) {
            self.text = text
            self.others = others
            self.help = help
        }
    }

    /// Unique within the signature.
    public var key: String
    public var kind: Kind
    /// At least one for options and flags; one per value of a choice such as `--public | --private`.
    public var spellings: [Spelling]
    /// What stands for the value in help: `<image>`, `<key=value>`.
    public var valueName: String
    /// For positionals; options have it in their spellings.
    public var help: String
    /// Whether it may be given more than once.
    public var repeats: Bool
    /// What holds when it is not given, as help shows it.
    public var defaultText: String?
    public var completion: CompletionSource
    /// Kept out of history and logs.
    public var isSecret: Bool
    /// Whether help shows the option as one that cannot be left out. The command says so when it is missing, since it
    /// knows what to type then.
    public var isNeeded: Bool

    public init(
        key: String,
        kind: Kind,
        spellings: [Spelling] = [],
        valueName: String = "",
        help: String = "",
        repeats: Bool = false,
        defaultText: String? = nil,
        completion: CompletionSource = .none,
        isSecret: Bool = false,
        isNeeded: Bool = false
    ) {
        self.key = key
        self.kind = kind
        self.spellings = spellings
        self.valueName = valueName
        self.help = help
        self.repeats = repeats
        self.defaultText = defaultText
        self.completion = completion
        self.isSecret = isSecret
        self.isNeeded = isNeeded
    }

    /// Whether it takes every word from its first one on, options and all.
    public var takesCommandLine: Bool {
        if case .commandLine = completion { true } else { false }
    }

    /// Every text that stands for this option or flag.
    public var allSpellings: [String] { spellings.flatMap { [$0.text] + $0.others } }
}
