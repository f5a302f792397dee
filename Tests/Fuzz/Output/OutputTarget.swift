internal import JSONText
internal import YAMLText

@testable import CommandKit

extension FuzzTarget {
    /// Foreign text in a table, in JSON, in YAML and in the other formats: a cell a line.
    static let output = FuzzTarget("output", longest: 512) { bytes in
        let cells = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).prefix(8).map {
            String(decoding: $0, as: UTF8.self)
        }
        let columns = ["ID", "Name"]
        let rows = cells.map { [OutputValue.text($0), .list([.text($0), .null])] }
        for format in OutputFormat.available(for: .listing) {
            var options = OutputOptions()
            options.format = format
            var formatting = RowFormat.make(options, columns: columns, width: 40)
            var text = ""
            for row in rows { text += formatting.row(row) }
            text += try formatting.end()
            try check(text, format, cells)
        }
        for cell in cells {
            try promise(
                JSONText.of(.text(cell), indented: false).utf8.allSatisfy { (0x20..<0x7F).contains($0) },
                "JSON is plain text")
        }
    }

    private static func check(_ text: String, _ format: OutputFormat, _ cells: [String]) throws {
        let lines = text.unicodeScalars.split(separator: "\n").map(String.init)
        try promise(lines.allSatisfy(SafeText.isPlain), "\(format): what is shown drives no terminal")
        func isSame(_ found: [String?]) -> Bool {
            found.count == cells.count && zip(found, cells).allSatisfy { $0?.utf8.elementsEqual($1.utf8) == true }
        }
        switch format {
        case .json:
            let items = (try? JSONReader.value(of: Array(text.utf8)))?.array ?? []
            try promise(isSame(items.map { $0["ID"]?.string }), "json: cells are read as they were: \(text)")
        case .jsonl:
            let items = lines.map { (try? JSONReader.value(of: Array($0.utf8)))?["ID"]?.string }
            try promise(isSame(items), "jsonl: cells are read as they were: \(text)")
        case .yaml:
            guard case .list(let items)? = ((try? YAMLDocument.read(Array(text.utf8))) ?? nil)?.content else {
                throw BrokenPromise(description: "yaml: it is no list: \(text)")
            }
            try promise(isSame(items.map(cell)), "yaml: cells are read as they were: \(text)")
        case .csv: try promise(lines.count == cells.count + 1, "csv: a row is a line: \(text)")
        case .table, .value, .shell: break
        }
    }

    private static func cell(_ node: YAMLNode) -> String? {
        guard case .map(let entries) = node.content, let entry = entries.first(where: { $0.key == "ID" }),
            case .scalar(let text, _) = entry.value.content
        else { return nil }
        return text
    }
}
