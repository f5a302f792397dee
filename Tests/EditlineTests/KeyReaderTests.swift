import Glibc
import Testing

@testable import Editline

/// Bytes through a real pipe.
struct `key reader` {
    private func inputs(of bytes: [UInt8]) throws -> [KeyReader.Input] {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        defer { close(ends[0]) }
        try #require(write(ends[1], bytes, bytes.count) == bytes.count)
        close(ends[1])
        let mailbox = try Mailbox()
        let reader = KeyReader(ByteSource(input: ends[0], wakeUp: mailbox.descriptor))
        var inputs: [KeyReader.Input] = []
        while inputs.last != .end { inputs.append(reader.next()) }
        return inputs.dropLast()
    }

    private func keys(of text: String) throws -> [KeyReader.Input] { try inputs(of: Array(text.utf8)) }

    @Test func `gives characters of one to four bytes`() throws {
        #expect(try keys(of: "aé日🎉") == "aé日🎉".unicodeScalars.map { .key(Key($0)) })
    }

    @Test func `drops what is no UTF-8, overlong forms, surrogates, NUL and C1 controls`() throws {
        let bytes: [UInt8] = [
            0xFF, 0x61, 0xC3, 0x62, 0xC0, 0x80, 0x63, 0xED, 0xA0, 0x80, 0xE0, 0x80, 0xAF, 0x00, 0xC2, 0x85, 0x64,
            0xF5, 0x80, 0x80, 0x80, 0x65,
        ]
        #expect(try inputs(of: bytes) == "abcde".unicodeScalars.map { .key(Key($0)) })
    }

    @Test func `tells a sequence from Escape and a key`() throws {
        #expect(
            try keys(of: "\u{1B}[Ax\u{1B}f\u{1B}") == [
                .key(.up), .key(Key("x")), .key(.escape), .key(Key("f")), .key(.escape),
            ])
    }

    @Test func `gives Ctrl-C although a sequence was begun`() throws {
        #expect(try keys(of: "\u{1B}[1\u{3}") == [.key(.interrupt)])
    }

    @Test func `gives a paste as one text, whatever keys are in it`() throws {
        #expect(
            try keys(of: "a\u{1B}[200~x\ty\u{1B}[A\r\nz\u{3}\u{1B}[201~b") == [
                .key(Key("a")), .paste("x y[A\nz"), .key(Key("b")),
            ])
    }

    @Test func `finds the end of a long paste wherever reads cut it`() throws {
        for length in 4080..<4100 {
            let text = String(repeating: "x", count: length)
            #expect(try keys(of: "\u{1B}[200~\(text)\u{1B}[201~q") == [.paste(text), .key(Key("q"))])
        }
    }

    @Test func `reads not a byte further than the key`() throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        defer { for end in ends { close(end) } }
        try #require(write(ends[1], "ab", 2) == 2)
        let mailbox = try Mailbox()
        #expect(KeyReader(ByteSource(input: ends[0], wakeUp: mailbox.descriptor)).next() == .key(Key("a")))
        var next: UInt8 = 0
        #expect(read(ends[0], &next, 1) == 1 && next == UInt8(ascii: "b"))
    }

    @Test func `says when somebody else has something to say`() throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        defer { for end in ends { close(end) } }
        let mailbox = try Mailbox()
        let reader = KeyReader(ByteSource(input: ends[0], wakeUp: mailbox.descriptor))
        mailbox.post(.resized)
        #expect(reader.next() == .wake)
        #expect(mailbox.drain().count == 1)
        #expect(!reader.isReady(within: 0))
    }
}
