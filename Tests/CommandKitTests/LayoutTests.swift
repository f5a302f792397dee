import Testing

@testable import CommandKit

struct layout {
    private func text(_ layout: TableLayout, width: Int, _ rows: [[String]]) -> String {
        var table = TableRows(["ID", "Name"], width: width, printsEmpty: false, layout: layout)
        var text = ""
        for row in rows { text += table.row(row.map { .text($0) }) }
        return text + table.end()
    }

    private let long = String(repeating: "x", count: 40)

    @Test func `is a table where that can be read`() {
        #expect(text(.automatic, width: 80, [["1", "a"]]).hasPrefix("+"))
        #expect(text(.automatic, width: 60, [["1", long]]).hasPrefix("+"))
        #expect(text(.table, width: 40, [[long, long]]).hasPrefix("+"))
    }

    @Test func `is one field a line where it cannot, or where that is wanted`() {
        let wide = "ID:   \(long)\nName: \(long)\n"
        #expect(text(.automatic, width: 40, [[long, long]]) == wide)
        #expect(text(.vertical, width: 80, [["1", ""], ["2", "日本"]]) == "ID:   1\nName:\n\nID:   2\nName: 日本\n")
        #expect(text(.vertical, width: 80, []) == "\n")
    }
}
