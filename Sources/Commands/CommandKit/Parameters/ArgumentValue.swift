public import BackendKit

/// A type that a word can be read as.
public protocol ArgumentValue: Sendable {
    /// - Throws: ``ArgumentProblem`` that says what is wrong with the word.
    init(argument: String) throws(ArgumentProblem)
    /// For values that remember where they stand.
    init(word: Word) throws(ArgumentProblem)
    static var completion: CompletionSource { get }
}

/// Why a word cannot be read as a value; the parser adds the option and the place.
public struct ArgumentProblem: Error, Sendable {
    public let message: String
    public let hint: String?

    public init(_ message: String, hint: String? = nil) {
        self.message = message
        self.hint = hint
    }
}

extension ArgumentValue {
    public init(word: Word) throws(ArgumentProblem) { try self.init(argument: word.text) }
    public static var completion: CompletionSource { .none }
}

extension String: ArgumentValue {
    public init(argument: String) throws(ArgumentProblem) { self = argument }
}

extension Int64: ArgumentValue {
    /// A whole number, 0 or more: nothing that images count is negative.
    public init(argument: String) throws(ArgumentProblem) {
        guard let number = Int64(argument), number >= 0 else {
            throw ArgumentProblem("'\(argument)' is not a whole number of 0 or more")
        }
        self = number
    }
}

extension ExitStatus: ArgumentValue {
    /// One that a script may give.
    public init(argument: String) throws(ArgumentProblem) {
        guard let number = Int32(argument), (0...255).contains(number) else {
            throw ArgumentProblem("a status is a number from 0 to 255, not '\(argument)'")
        }
        self.init(rawValue: number)
    }
}

/// A word from a fixed list.
public protocol ClosedChoice: ArgumentValue, RawRepresentable, CaseIterable where RawValue == String {
    /// What the list is called in messages: "output format".
    static var noun: String { get }
}

extension ClosedChoice {
    public init(argument: String) throws(ArgumentProblem) {
        guard let value = Self(rawValue: argument) else {
            throw .unknown(argument, noun: Self.noun, known: Self.allCases.map(\.rawValue))
        }
        self = value
    }

    public static var completion: CompletionSource { .words(allCases.map { ($0.rawValue, "") }) }
}

extension ArgumentProblem {
    /// The one wording for a word that is not in a list.
    public static func unknown(_ word: String, noun: String, known: [String]) -> ArgumentProblem {
        ArgumentProblem(
            "unknown \(noun) '\(word)' (choose from \(known.joined(separator: ", ")))",
            hint: Suggestion.nearest(to: word, in: known)
        )
    }

    /// The value of a list that a word is, where only some of them may stand.
    static func choose<Value: ClosedChoice>(
        _ word: String, among choices: [Value]
    ) throws(ArgumentProblem) -> Value {
        if let value = choices.first(where: { $0.rawValue == word }) { return value }
        let words = choices.map(\.rawValue)
        guard Value(rawValue: word) == nil else {
            throw ArgumentProblem(
                "\(Value.noun) '\(word)' does not fit this command (choose from \(words.joined(separator: ", ")))")
        }
        throw .unknown(word, noun: Value.noun, known: words)
    }
}

extension DiskFormat: ArgumentValue {
    public init(argument: String) throws(ArgumentProblem) {
        self = try Self.known(argument, noun: "disk format")
    }
    public static var completion: CompletionSource { .words(known.map { ($0.rawValue, "") }) }
}

extension ContainerFormat: ArgumentValue {
    public init(argument: String) throws(ArgumentProblem) {
        self = try Self.known(argument, noun: "container format")
    }
    public static var completion: CompletionSource { .words(known.map { ($0.rawValue, "") }) }
}

extension Member.Status: ArgumentValue {
    public init(argument: String) throws(ArgumentProblem) {
        self = try Self.known(argument, noun: "member status")
    }
    public static var completion: CompletionSource { .words(known.map { ($0.rawValue, "") }) }
}

extension ImportRequest.Method: ArgumentValue {
    /// Any word: a service may have methods of its own.
    public init(argument: String) throws(ArgumentProblem) {
        self.init(rawValue: argument)
    }
    public static var completion: CompletionSource { .words(known.map { ($0.rawValue, "") }) }
}

extension Image.Status: ArgumentValue {
    /// Any word that is no slip of a known one: a service may have statuses of its own.
    public init(argument: String) throws(ArgumentProblem) {
        let known = Self.known.map(\.rawValue)
        guard !known.contains(where: { Suggestion.isSlip(argument, of: $0) }) else {
            throw .unknown(argument, noun: "image status", known: known)
        }
        self.init(rawValue: argument)
    }
    public static var completion: CompletionSource { .words(known.map { ($0.rawValue, "") }) }
}

extension OpenWord {
    fileprivate static func known(_ argument: String, noun: String) throws(ArgumentProblem) -> Self {
        guard known.contains(where: { $0.rawValue == argument }) else {
            throw .unknown(argument, noun: noun, known: known.map(\.rawValue))
        }
        return Self(rawValue: argument)
    }
}
