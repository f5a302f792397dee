/// A file or directory on this machine.
public struct FilePath: ArgumentValue, Equatable {
    public let text: String
    /// Where it was typed, so that an error can point at it.
    public let span: SourceSpan?
    /// Whether it stands for standard input, where something is read: `-`, or what the system calls it.
    public var isStandardInput: Bool { ["-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"].contains(text) }
    /// Whether it stands for a descriptor, where something is read: standard input, or a shell's `<(…)`. What comes by one
    /// has no name.
    public var isDescriptor: Bool { isStandardInput || isNumbered }
    /// Whether it is a descriptor by its number, open in this process.
    public var isNumbered: Bool { ["/dev/fd/", "/proc/self/fd/"].contains(where: text.hasPrefix) }
    /// The same for standard output, where something is written.
    public var isStandardOutput: Bool { ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"].contains(text) }

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
