import Testing

@testable import CommandKit

struct `tables as glance draws them` {
    @Test func `have a frame without rows`() {
        let table = TableRows(["name"], width: 0, printsEmpty: false, look: .glance)
        #expect(table.end() == "+------+\n| name |\n+------+\n+------+\n")
        #expect(TableRows(["name"], width: 0, printsEmpty: false).end() == "\n")
    }

    @Test func `show lists as JSON, and nothing where a list has no value`() {
        let list = OutputValue.list([.text("a"), .structure([.init("b", .number(1))])])
        #expect(TableLook.glance.text(of: list, isRecord: true) == #"["a", {"b": 1}]"#)
        #expect(TableLook.openstack.text(of: .sequence([.text("a")]), isRecord: true) == "['a']")
        #expect(TableLook.glance.text(of: .null, isRecord: false).isEmpty)
        #expect(TableLook.glance.text(of: .null, isRecord: true) == "None")
        #expect(TableLook.glance.recordColumns == ["Property", "Value"])
    }
}

struct `values for scripts` {
    @Test func `come as they are, unless they could drive a terminal`() {
        #expect(ValueRows().row([.text("C:\\x"), .text("a\\b")]) == "C:\\x a\\b\n")
        #expect(ValueRows().row([.text("\u{1b}[31m\\")]) == "\\x1b[31m\\\\\n")
    }
}
