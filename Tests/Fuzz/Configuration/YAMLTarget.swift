internal import YAMLText

extension FuzzTarget {
    /// A file of clouds, before anybody asks what it means.
    static let yaml = FuzzTarget("yaml") { bytes in
        let lines = bytes.count { $0 == 0x0A || $0 == 0x0D } + 2
        let root: YAMLNode?
        do throws(YAMLError) {
            root = try YAMLDocument.read(bytes)
        } catch {
            try promise(error.line >= 1 && !error.reason.isEmpty, "a mistake has a line and a reason")
            return
        }
        guard let root else { return }
        var count = 0
        try check(root, depth: 1, lines, &count)
        let written = YAMLDocument.text(of: document(root))
        try promise(written.utf8.allSatisfy { $0 < 0x7F && ($0 >= 0x20 || $0 == 0x0A) }, "what is written can be shown")
        let again: YAMLNode?
        do throws(YAMLError) {
            again = try YAMLDocument.read(Array(written.utf8))
        } catch {
            throw BrokenPromise(description: "what is written is no YAML: \(error.reason) in\n\(written)")
        }
        try promise(again.map { isSame($0, root) } == true, "what is written is read as the same:\n\(written)")
    }

    private static func check(_ node: YAMLNode, depth: Int, _ lines: Int, _ count: inout Int) throws {
        count += 1
        let limits = YAMLDocument.Limits()
        try promise(depth <= limits.depth && count <= limits.nodes, "a tree keeps to the limits")
        try promise(node.line >= 1, "a node has a line")
        switch node.content {
        case .scalar: break
        case .list(let nodes):
            for node in nodes { try check(node, depth: depth + 1, lines, &count) }
        case .map(let entries):
            let keys = Set(entries.map { Array($0.key.utf8) })
            try promise(keys.count == entries.count, "a key comes once")
            for entry in entries { try check(entry.value, depth: depth + 1, lines, &count) }
        }
    }

    private static func document(_ node: YAMLNode) -> YAMLDocument {
        switch node.content {
        case .scalar(let text, _): .string(text)
        case .list(let nodes): .list(nodes.map(document))
        case .map(let entries): .map(entries.map { ($0.key, document($0.value)) })
        }
    }

    private static func isSame(_ one: YAMLNode, _ other: YAMLNode) -> Bool {
        switch (one.content, other.content) {
        case (.scalar(let one, _), .scalar(let other, _)): one.utf8.elementsEqual(other.utf8)
        case (.list(let one), .list(let other)): one.elementsEqual(other, by: isSame)
        case (.map(let one), .map(let other)):
            one.elementsEqual(other) { $0.key.utf8.elementsEqual($1.key.utf8) && isSame($0.value, $1.value) }
        default: false
        }
    }
}
