/// What imgsh was asked for, as it passes it on: options as the manifest spells them, `--`, arguments.
public struct Call: Equatable {
    public var image = ""
    public var count = 64
    public var isPlain = false

    public init(_ words: [String]) throws {
        var words = words[...]
        while let word = words.popFirst(), word != "--" {
            guard let value = words.popFirst() else { throw Failure(2, "\(word) has no value") }
            switch word {
            case "--bytes": count = Int(value) ?? 0
            case "--as": isPlain = value == "plain"
            default: throw Failure(2, "\(word) is not known")
            }
        }
        guard words.count == 1 else { throw Failure(2, "this is a plugin of imgsh; try: imgsh help peek") }
        guard (1...4096).contains(count) else { throw Failure(2, "--bytes must be from 1 to 4096") }
        image = words[words.startIndex]
    }
}

/// Why it did not work, with an exit status as imgsh uses them.
public struct Failure: Error, Equatable {
    public let status: Int32
    public let message: String

    public init(_ status: Int32, _ message: String) {
        self.status = status
        self.message = message
    }
}
