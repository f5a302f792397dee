/// A program of the system that a command wants to be run in its place.
public struct ProgramRequest: Sendable {
    /// The path of the program, and its arguments.
    public var words: [String]
    /// Variables that are added to its environment.
    public var settings: [String: String] = [:]
    /// Variables that are not in its environment, whatever is in ours.
    public var removedSettings: [String] = []
    /// Texts that it can read, each once, from the descriptors 3, 4, and so on. They are in no argument and in no
    /// variable, and so not in what other users see of a process. No text may have more than 64 KiB.
    public var handed: [String] = []
    /// Where its standard output goes; `nil` is where that of the command goes.
    public var output: (any TextSink)?

    /// The descriptor of the text with this index.
    public static func descriptor(of index: Int) -> Int32 { Int32(3 + index) }

    public init(words: [String]) { self.words = words }
}
