/// What a YAML file says, with the lines it says it on. Scalars keep the text as written: `00123` is not a number and
/// `yes` is not a truth until somebody asks.
public struct YAMLNode: Sendable {
    /// What a node is.
    public enum Content: Sendable {
        /// - Parameter isQuoted: whether quotes, a block or `!!str` say that it is text.
        case scalar(String, isQuoted: Bool)
        case list([YAMLNode])
        /// In the order of the file; each key once; merge keys (`<<`) are resolved.
        case map([Entry])
    }

    /// A key and what it stands for.
    public struct Entry: Sendable {
        public let key: String
        /// The line of the key, from 1.
        public let line: Int
        public let value: YAMLNode

        public init(key: String, line: Int, value: YAMLNode) {
            self.key = key
            self.line = line
            self.value = value
        }
    }

    public let content: Content
    /// Where it begins, from 1. What an alias stands for keeps the line of its anchor.
    public let line: Int
    /// Nodes in all, this one included, after aliases were put in.
    let size: Int
    /// Levels, this one included.
    let depth: Int

    init(_ content: Content, line: Int) {
        self.content = content
        self.line = line
        let parts: [YAMLNode] =
            switch content {
            case .scalar: []
            case .list(let nodes): nodes
            case .map(let entries): entries.map(\.value)
            }
        // No overflow: whoever makes nodes keeps each of them below the limit.
        size = parts.reduce(1) { $0 + $1.size }
        depth = 1 + (parts.map(\.depth).max() ?? 0)
    }

    /// Whether nothing is there: an empty plain scalar, `~` or `null`.
    public var isNull: Bool {
        guard case .scalar(let text, isQuoted: false) = content else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(text)
    }
}

/// Why a file is no YAML that is read here, and where. Never quotes the file: it may hold secrets.
public struct YAMLError: Error, Sendable, Equatable {
    public let reason: String
    /// From 1.
    public let line: Int

    public init(reason: String, line: Int) {
        self.reason = reason
        self.line = line
    }
}
