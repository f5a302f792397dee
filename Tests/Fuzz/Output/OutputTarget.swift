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
            let assignment = ShellAssignments.line(.init("a", .text(cell)), prefix: "")
            try promise(shellValue(assignment) == Array(SafeText.quotable(cell).utf8), "shell: \(assignment)")
            try promise(
                PythonJSON.of(.text(cell), indented: false).utf8.allSatisfy { (0x20..<0x7F).contains($0) },
                "JSON is plain text")
        }
    }

    private static func check(_ text: String, _ format: OutputFormat, _ cells: [String]) throws {
        let lines = text.unicodeScalars.split(separator: "\n").map(String.init)
        let isShown = { (line: String) in SafeText.isPlain(format == .csv ? line.filter { $0 != "\t" } : line) }
        try promise(lines.allSatisfy(isShown), "\(format): what is shown drives no terminal")
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
        case .csv:
            let found = csvRows(Array(text.utf8)).dropFirst().map { $0.first }
            let wanted = cells.map { Array(SafeText.quotable($0).utf8) }
            try promise(Array(found) == wanted, "csv: cells are read as they were: \(text)")
        case .table, .value, .shell: break
        }
    }

    /// What a reader of CSV makes of it (RFC 4180).
    private static func csvRows(_ text: [UInt8]) -> [[[UInt8]]] {
        let quote = UInt8(ascii: "\"")
        var rows: [[[UInt8]]] = []
        var row: [[UInt8]] = []
        var field: [UInt8] = []
        var isQuoted = false
        var index = 0
        while index < text.count {
            defer { index += 1 }
            switch text[index] {
            case quote where isQuoted && index + 1 < text.count && text[index + 1] == quote:
                field.append(quote)
                index += 1
            case quote: isQuoted.toggle()
            case UInt8(ascii: ",") where !isQuoted:
                row.append(field)
                field = []
            case UInt8(ascii: "\n") where !isQuoted:
                rows.append(row + [field])
                (row, field) = ([], [])
            default: field.append(text[index])
            }
        }
        return rows
    }

    /// What a shell makes of `a="…"`.
    private static func shellValue(_ assignment: String) -> [UInt8]? {
        var rest = Array(assignment.utf8)[...]
        guard rest.starts(with: "a=\"".utf8), rest.suffix(2).elementsEqual("\"\n".utf8) else { return nil }
        rest = rest.dropFirst(3).dropLast(2)
        var value: [UInt8] = []
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\\"):
                guard let next = rest.popFirst(), "\\\"$`".utf8.contains(next) else { return nil }
                value.append(next)
            case UInt8(ascii: "\""), UInt8(ascii: "$"), UInt8(ascii: "`"): return nil
            default: value.append(byte)
            }
        }
        return value
    }

    private static func cell(_ node: YAMLNode) -> String? {
        guard case .map(let entries) = node.content, let entry = entries.first(where: { $0.key == "ID" }),
            case .scalar(let text, _) = entry.value.content
        else { return nil }
        return text
    }
}
