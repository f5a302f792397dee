import Testing
import YAMLText

struct `YAML files` {
    private func read(_ text: String, _ limits: YAMLDocument.Limits = YAMLDocument.Limits()) throws -> YAMLNode? {
        try YAMLDocument.read(Array(text.utf8), limits: limits)
    }

    private func text(_ node: YAMLNode?, _ path: String...) -> String? {
        var node = node
        for key in path {
            guard case .map(let entries) = node?.content else { return nil }
            node = entries.first { $0.key == key }?.value
        }
        guard case .scalar(let text, _) = node?.content else { return nil }
        return text
    }

    @Test(arguments: ["00123", "12345", "yes", "no", "on", "off", "12:30:45", "1e3", "0x10", "1_000", "~x", ".5"])
    func `keep scalars as they are written`(_ scalar: String) throws {
        #expect(text(try read("a: {b: \(scalar)}"), "a", "b") == scalar)
    }

    @Test func `tell nothing from a quoted nothing`() throws {
        guard case .map(let entries) = try read("a:\nb: ~\nc: null\nd: ''\ne: \"null\"\n")?.content else {
            Issue.record("no map")
            return
        }
        #expect(entries.map(\.value.isNull) == [true, true, true, false, false])
    }

    @Test func `know the line of every key and value`() throws {
        guard case .map(let entries) = try read("# c\na: 1\n\nb:\n  - x\n  - y\n")?.content,
            case .list(let items) = entries[1].value.content
        else {
            Issue.record("no map with a list")
            return
        }
        #expect(entries.map(\.line) == [2, 4])
        #expect(items.map(\.line) == [5, 6])
    }

    @Test func `resolve anchors, aliases and merge keys`() throws {
        let node = try read(
            """
            base: &base {region: R1, user: u}
            other: &other {region: R9, extra: e}
            one: {<<: *base, user: mine}
            two: {user: mine, <<: [*base, *other]}
            three: *base
            quoted: {'<<': plain}
            """)
        #expect(text(node, "one", "region") == "R1")
        #expect(text(node, "one", "user") == "mine")
        #expect(text(node, "two", "region") == "R1", "of several the first wins")
        #expect(text(node, "two", "user") == "mine", "wherever the merge key stands")
        #expect(text(node, "two", "extra") == "e")
        #expect(text(node, "three", "user") == "u")
        #expect(text(node, "quoted", "<<") == "plain")
    }

    @Test func `let the last of two keys count, and say which line`() throws {
        var warnings: [YAMLError] = []
        let node = try YAMLDocument.read(Array("a: 1\nb: 2\na: 3\n".utf8)) { warnings.append($0) }
        #expect(text(node, "a") == "3")
        #expect(warnings.map(\.line) == [3])
        #expect(warnings.first?.reason.contains("'a'") == true)
    }

    @Test func `tell composed and decomposed keys apart`() throws {
        guard case .map(let entries) = try read("\u{e9}: 1\ne\u{301}: 2\n")?.content else {
            Issue.record("no map")
            return
        }
        #expect(entries.count == 2)
    }

    @Test func `cannot stand for billions of values`() throws {
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1..<20 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            bomb += "a\(level): &a\(level) [\(aliases)]\n"
        }
        let error = #expect(throws: YAMLError.self) { try read(bomb) }
        #expect(error?.reason.contains("10000") == true)
    }

    @Test func `may be nested 32 deep and no deeper, by aliases neither`() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(throws: Never.self) { try read(nested(32)) }
        #expect(throws: YAMLError.self) { try read(nested(33)) }
        #expect(throws: YAMLError.self) { try read(nested(900)) }
        #expect(throws: YAMLError.self) { try read("a: &a \(nested(30))\nb: [[[*a]]]\n") }
    }

    @Test func `may have a mebibyte`() throws {
        var limits = YAMLDocument.Limits()
        limits.bytes = 8
        #expect(throws: Never.self) { try read("a: 12345", limits) }
        #expect(throws: YAMLError.self) { try read("a: 123456", limits) }
    }

    @Test(
        arguments: zip(
            [
                "a: 1\nb: [1,\n", "a: 1\n b: 2\n", "a: *nowhere\n", "a: &a [*a]\n", "a: !!python/object:os.system x\n",
                "a: !custom x\n", "a: !!binary eA==\n", "? [a]\n: b\n", "a: 1\n---\nb: 2\n", "a: {<<: text}\n",
                "a: {<<: [text]}\n", "a: \"\\q\"\n", "\t- x\n", "a: @x\n",
            ],
            [3, 2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 1, 1])
    )
    func `are refused with the line when they are not plain data`(_ text: String, _ line: Int) {
        let error = #expect(throws: YAMLError.self) { try read(text) }
        #expect(error?.line == line)
    }

    @Test func `are refused when they are no UTF-8, with the line`() {
        let error = #expect(throws: YAMLError.self) {
            try YAMLDocument.read(Array("a: 1\nb: ".utf8) + [0xFF, 0xFE, 0x0A])
        }
        #expect(error?.line == 2)
    }

    @Test(arguments: ["", "\n", "# only a comment\n", "---\n"])
    func `may be empty`(_ text: String) throws {
        let node = try read(text)
        #expect(node == nil || node?.isNull == true)
    }

    @Test func `may begin with a byte order mark, and be JSON`() throws {
        #expect(text(try read("\u{FEFF}a: 1"), "a") == "1")
        #expect(text(try read(#"{"a": {"b": "x\u00e9\/y"}}"#), "a", "b") == "xé/y")
    }

    @Test func `never bring the reader down, whatever byte is changed or missing`() {
        let file = Array("a: &a {b: 'x', c: [1, \"y\", *z]}\nd: {<<: *a, e: !!str |\n  text\n}\n? k\n: v\n".utf8)
        for place in file.indices {
            _ = try? YAMLDocument.read(Array(file[..<place]))
            for byte in [0x00, 0x09, 0x0A, 0x21, 0x26, 0x2A, 0x3A, 0x5B, 0x7B, 0x7D, 0x80, 0xC3, 0xFF] as [UInt8] {
                var changed = file
                changed[place] = byte
                do {
                    _ = try YAMLDocument.read(changed)
                } catch {
                    #expect(error.line >= 1 && error.line <= 8)
                }
            }
        }
    }
}
