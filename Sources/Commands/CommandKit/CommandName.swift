/// The words that call a command.
///
/// It is said beside the command and not in it alone, so that a start has to make no command but the one that is called.
public struct CommandName: Sendable, Equatable {
    /// As it is typed, with one space between words: `image save`.
    public let text: String
    /// Other names for the same command, such as glance's `image-download`.
    public let others: [String]

    public init(_ text: String, or others: String...) { self.init(text, others: others) }

    public init(_ text: String, others: [String]) {
        self.text = text
        self.others = others
    }

    /// The name, then the others.
    public var all: [String] { [text] + others }
    /// The words of the name.
    public var path: [String] { Self.words(text) }
    /// The words of the name, then those of each other one.
    public var paths: [[String]] { all.map(Self.words) }

    private static func words(_ name: String) -> [String] {
        name.utf8.split(separator: UInt8(ascii: " ")).map { String(Substring($0)) }
    }
}
