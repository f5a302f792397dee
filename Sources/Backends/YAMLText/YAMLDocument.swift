internal import Yams

/// A YAML document as plain values, written by libyaml.
public enum YAMLDocument: Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    /// Neither NaN nor infinite.
    case decimal(Double)
    case string(String)
    case list([YAMLDocument])
    /// In the order given.
    case map([(String, YAMLDocument)])

    /// The document in block style, ASCII only: what is not ASCII, or could drive a terminal, is escaped.
    public static func text(of document: YAMLDocument) -> String {
        // libyaml fails only for want of memory or on a malformed event; a tree of values cannot make one.
        (try? Yams.serialize(node: document.node, width: -1, allowUnicode: false)) ?? ""
    }

    private var node: Node {
        switch self {
        case .null: Node("null", Tag(.null))
        case .bool(let flag): Node(flag ? "true" : "false", Tag(.bool))
        case .integer(let number): Node(String(number), Tag(.int))
        case .decimal(let number): Node(Self.decimal(number), Tag(.float))
        case .string(let text): Self.scalar(text)
        case .list(let documents):
            Node(documents.map(\.node), Tag(.seq), documents.isEmpty ? .flow : .block)
        case .map(let entries):
            Node(
                entries.map { (Self.scalar($0), $1.node) }, Tag(.map), entries.isEmpty ? .flow : .block)
        }
    }

    /// Readers of YAML 1.1 take only a text with a point for a fraction.
    private static func decimal(_ number: Double) -> String {
        let text = "\(number)"
        guard !text.contains("."), let exponent = text.firstIndex(of: "e") else { return text }
        return text[..<exponent] + ".0" + text[exponent...]
    }

    /// Quoted where a reader would take the plain text for something other than a string.
    private static func scalar(_ text: String) -> Node {
        let plain = Node(text)
        let isString = Resolver.default.resolveTag(of: plain) == .str
        return Node(text, Tag(.str), isString ? .any : .singleQuoted)
    }
}
