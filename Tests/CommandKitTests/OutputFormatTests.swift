import BackendKit
import Testing

@testable import CommandKit

/// The expected texts were printed by python-openstackclient 10.5 for the same values.
struct `output` {
    private static let columns = ["ID", "Name", "Size", "Protected", "Tags"]
    private static let rows: [[OutputValue]] = [
        [.text("3e3c"), .text("Bücher"), .number(4), .flag(false), .list([.text("z"), .text("y")])],
        [.text("c1fc"), .text("it's"), .null, .flag(true), .list([])],
    ]

    private func list(
        _ format: OutputFormat, rows: [[OutputValue]] = Self.rows, _ change: (inout OutputOptions) -> Void = { _ in }
    ) throws -> String {
        let sink = MemorySink()
        var options = OutputOptions()
        options.format = format
        change(&options)
        var listing = try Console(output: sink, errors: MemorySink()).listing(Self.columns, as: options)
        for row in rows { try listing.add(row) }
        try listing.finish()
        return sink.text
    }

    private func show(_ format: OutputFormat) throws -> String {
        let sink = MemorySink()
        var options = OutputOptions()
        options.format = format
        let properties: [OutputValue.Entry] = [
            .init("os_hidden", .flag(false)), .init("q", .text("it's")), .init("a", .text("b c")),
        ]
        let record = Record([
            .init("name", .text("t1")), .init("properties", .map(properties)), .init("size", .number(1000)),
            .init("tags", .list([.text("z"), .text("y")])),
        ])
        try Console(output: sink, errors: MemorySink()).write(record, as: options)
        return sink.text
    }

    @Test func `as a table has borders, and numbers to the right`() throws {
        #expect(
            try list(.table) == """
                +------+--------+------+-----------+------+
                | ID   | Name   | Size | Protected | Tags |
                +------+--------+------+-----------+------+
                | 3e3c | Bücher |    4 | False     | y, z |
                | c1fc | it's   | None | True      |      |
                +------+--------+------+-----------+------+

                """)
    }

    @Test func `writes fractions as the numbers that they are`() throws {
        let rows: [[OutputValue]] = [
            [.text("a"), .decimal(1.5), .decimal(1e19), .number(1), .list([.decimal(-0.25)])]
        ]
        #expect(
            try list(.jsonl, rows: rows)
                == #"{"ID": "a", "Name": 1.5, "Size": 1e+19, "Protected": 1, "Tags": [-0.25]}"# + "\n")
        #expect(try list(.csv, rows: rows).hasSuffix(#""a",1.5,1e+19,1,"[-0.25]""# + "\n"))
        #expect(try list(.value, rows: rows) == "a 1.5 1e+19 1 [-0.25]\n")
        #expect(
            try list(.yaml, rows: rows)
                == "- ID: a\n  Name: 1.5\n  Protected: 1\n  Size: 1.0e+19\n  Tags:\n  - -0.25\n")
        #expect(try list(.table, rows: rows).contains("| a  |  1.5 | 1e+19 |         1 | -0.25 |"))
    }

    @Test func `is sorted by fractions as by whole numbers`() throws {
        let sizes: [OutputValue] = [.number(10), .decimal(9.5), .number(-1), .decimal(10.25), .null]
        let rows = sizes.map { [.text("x"), .text("x"), $0, .flag(true), .list([])] }
        let text = try list(.value, rows: rows) { ($0.columns, $0.sortColumns) = (["Size"], ["Size"]) }
        #expect(text == "-1\n9.5\n10\n10.25\nNone\n")
    }

    @Test func `without rows is an empty line, or with --print-empty a head`() throws {
        #expect(try list(.table, rows: []) == "\n")
        let text = try list(.table, rows: []) { $0.printsEmptyTables = true }
        let lines = text.split(separator: "\n")
        #expect(lines.count == 4 && lines[0] == lines[2] && lines[2] == lines[3], "\(text)")
        #expect(try list(.json, rows: []) == "[]\n")
        #expect(try list(.yaml, rows: []) == "[]\n")
        #expect(try list(.csv, rows: []) == "\"ID\",\"Name\",\"Size\",\"Protected\",\"Tags\"\n")
        #expect(try list(.value, rows: []) == "")
    }

    @Test func `as JSON is what Python's json module writes`() throws {
        #expect(
            try list(.json, rows: [Self.rows[0]]) == """
                [
                  {
                    "ID": "3e3c",
                    "Name": "B\\u00fccher",
                    "Size": 4,
                    "Protected": false,
                    "Tags": [
                      "z",
                      "y"
                    ]
                  }
                ]

                """)
        #expect(
            try list(.json, rows: [Self.rows[1]]) { $0.indentsJSON = false }
                == #"[{"ID": "c1fc", "Name": "it's", "Size": null, "Protected": true, "Tags": []}]"# + "\n")
    }

    @Test func `as JSON lines is an object a line`() throws {
        #expect(try list(.jsonl).split(separator: "\n").count == 2)
    }

    @Test func `as YAML has sorted keys and quotes what is no string otherwise`() throws {
        #expect(
            try list(.yaml) == """
                - ID: 3e3c
                  Name: "B\\xFCcher"
                  Protected: false
                  Size: 4
                  Tags:
                  - z
                  - y
                - ID: c1fc
                  Name: it's
                  Protected: true
                  Size: null
                  Tags: []

                """)
        #expect(YAMLRowsProbe.text("2026-11-23T20:36:26Z") == "'2026-11-23T20:36:26Z'")
        #expect(YAMLRowsProbe.text("12") == "'12'")
        #expect(YAMLRowsProbe.text("yes") == "'yes'")
        #expect(YAMLRowsProbe.text("") == "''")
    }

    @Test func `as CSV quotes everything but numbers`() throws {
        #expect(
            try list(.csv) == """
                "ID","Name","Size","Protected","Tags"
                "3e3c","Bücher",4,False,"['z', 'y']"
                "c1fc","it's","",True,"[]"

                """)
        #expect(
            try list(.csv, rows: [Self.rows[1]]) { $0.quote = .minimal }
                == "ID,Name,Size,Protected,Tags\nc1fc,it's,,True,[]\n")
    }

    @Test func `as values is a row a line, and one record stays one line`() throws {
        #expect(try list(.value) == "3e3c Bücher 4 False ['z', 'y']\nc1fc it's None True []\n")
        let row: [OutputValue] = [.text("a\nb"), .null, .null, .null, .null]
        #expect(try list(.value, rows: [row]) == "a\\x0ab None None None None\n")
    }

    @Test func `as CSV or for a shell keeps line breaks and tabs, and still drives no terminal`() throws {
        let text = OutputValue.text("a\n\"b\"\t\\")
        let row: [OutputValue] = [text, .text("\u{1B}[2J\n"), .null, .null, .null]
        #expect(try list(.csv, rows: [row]).hasSuffix("\n\"a\n\"\"b\"\"\t\\\",\"\\x1b[2J\n\",\"\",\"\",\"\"\n"))
        let minimal = try list(.csv, rows: [row]) { $0.quote = .minimal }
        #expect(minimal.hasSuffix("\n\"a\n\"\"b\"\"\t\\\",\"\\x1b[2J\n\",,,\n"))
        let bare = try list(.csv, rows: [[.text("a,b\n\"\\"), .null, .null, .null, .null]]) { $0.quote = .none }
        #expect(bare.hasSuffix("\na\\,b\\\n\\\"\\\\,,,,\n"))
        let alone = try list(.csv, rows: [[.text(""), .null, .null, .null, .null]]) {
            $0.quote = .minimal
            $0.columns = ["ID"]
        }
        #expect(alone == "ID\n\"\"\n")
        let sink = MemorySink()
        var options = OutputOptions()
        options.format = .shell
        try Console(output: sink, errors: MemorySink()).write(Record([.init("note", text)]), as: options)
        #expect(sink.text == "note=\"a\n\\\"b\\\"\t\\\\\"\n")
    }

    @Test func `of one thing has its fields in rows`() throws {
        #expect(
            try show(.table) == """
                +------------+--------------------------------------+
                | Field      | Value                                |
                +------------+--------------------------------------+
                | name       | t1                                   |
                | properties | a='b c', os_hidden='False', q='it's' |
                | size       | 1000                                 |
                | tags       | y, z                                 |
                +------------+--------------------------------------+

                """)
        #expect(try show(.value) == "t1\n{'os_hidden': False, 'q': \"it's\", 'a': 'b c'}\n1000\n['z', 'y']\n")
        #expect(
            try show(.shell).split(separator: "\n")[1]
                == #"properties="{'os_hidden': False, 'q': \"it's\", 'a': 'b c'}""#)
        #expect(try show(.json).contains(#""properties": {"#))
    }

    @Test func `keeps the columns that were asked for, in the order the table has`() throws {
        #expect(try list(.value) { $0.columns = ["size", "NAME"] } == "Bücher 4\nit's None\n")
        let error = try #require(throws: UsageError.self) { try list(.value) { $0.columns = ["Nmae"] } }
        #expect(error.message.hasPrefix("no column 'Nmae'"))
        #expect(error.hint == "-c 'Name'")
    }

    @Test func `sorts by a column when asked to`() throws {
        #expect(
            try list(.value) {
                $0.sortColumns = ["Name"]; $0.columns = ["Name"]; $0.sortsDescending = true
            }
                == "it's\nBücher\n")
    }

    @Test func `as a table fits the width by wrapping cells`() throws {
        let text = try list(
            .table, rows: [[.text(String(repeating: "x", count: 60)), .text("n"), .null, .null, .null]]
        ) {
            $0.maximumWidth = 60
        }
        for line in text.split(separator: "\n") { #expect(DisplayWidth.of(line) <= 60) }
        #expect(text.count { $0 == "x" } == 60)
    }

    @Test func `is measured in cells`() throws {
        let text = try list(.table, rows: [[.text("日本"), .text("👩‍👩‍👧"), .null, .null, .null]])
        let widths = Set(text.split(separator: "\n").map { DisplayWidth.of($0) })
        #expect(widths.count == 1)
    }
}

private enum YAMLRowsProbe {
    static func text(_ value: String) -> String? {
        try? YAMLRows.text(of: .map([.init("k", .text(value))])).dropFirst(3).dropLast().description
    }
}
