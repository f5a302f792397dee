public import BackendKit

/// An image as a user names it: `cirros`, `glance@prod//cirros`. ``CommandContext/locate(_:)`` finds it.
public struct ImageReference: ArgumentValue, Equatable {
    public let text: String
    /// Where it was typed, so that an error can point at it.
    public let span: SourceSpan?

    public init(_ text: String, at span: SourceSpan? = nil) {
        self.text = text
        self.span = span
    }

    public init(word: Word) throws(ArgumentProblem) {
        try self.init(argument: word.text, at: word.span)
    }

    public init(argument: String) throws(ArgumentProblem) { try self.init(argument: argument, at: nil) }

    private init(argument: String, at span: SourceSpan?) throws(ArgumentProblem) {
        guard !argument.isEmpty else { throw ArgumentProblem("an image needs a name or an ID, not an empty word") }
        self.init(argument, at: span)
    }

    public static var completion: CompletionSource { .images }
}

/// A file or directory on this machine.
public struct FilePath: ArgumentValue, Equatable {
    public let text: String
    /// Where it was typed, so that an error can point at it.
    public let span: SourceSpan?
    /// Whether it is `-`, which stands for standard input or output.
    public var isStandardStream: Bool { text == "-" }

    public init(argument: String) throws(ArgumentProblem) {
        try self.init(word: Word(argument, at: SourceSpan(line: 1, column: 1, length: 1)))
    }

    public init(word: Word) throws(ArgumentProblem) {
        guard !word.text.isEmpty else { throw ArgumentProblem("a file name cannot be empty") }
        guard !word.text.utf8.contains(0) else { throw ArgumentProblem("a file name cannot hold a NUL") }
        text = word.text
        span = word.span
    }

    public static var completion: CompletionSource { .files }
}

/// `key=value`.
public struct Assignment: ArgumentValue, Equatable {
    public let key: String
    public let value: String

    public init(argument: String) throws(ArgumentProblem) {
        // By scalars: an equals sign with a combining mark on it is still one.
        let parts = argument.unicodeScalars.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty else {
            throw ArgumentProblem("'\(argument)' is not of the form key=value", hint: "--property os_distro=debian")
        }
        key = String(parts[0])
        value = String(parts[1])
    }

    public static var completion: CompletionSource { .properties }
}

/// `key[:direction],…` as `--sort` takes it.
public struct SortOrder: ArgumentValue, Equatable {
    public let keys: [SortKey]

    public init(argument: String) throws(ArgumentProblem) {
        var keys: [SortKey] = []
        for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
            let words = part.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard let field = SortKey.Field(rawValue: words[0]) else {
                throw .unknown(words[0], noun: "sort key", known: SortKey.Field.allCases.map(\.rawValue))
            }
            let direction = words.count > 1 ? words[1] : "asc"
            guard let direction = SortKey.Direction(rawValue: direction) else {
                throw .unknown(direction, noun: "sort direction", known: SortKey.Direction.allCases.map(\.rawValue))
            }
            keys.append(SortKey(field, direction))
        }
        self.keys = keys
    }

    public static var completion: CompletionSource {
        .list(
            .words(
                SortKey.Field.allCases.flatMap { field in
                    SortKey.Direction.allCases.map { (field.rawValue + ":" + $0.rawValue, "") }
                }))
    }
}
