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
