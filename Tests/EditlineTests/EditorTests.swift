import Glibc
import Testing

@testable import Editline

/// The editor on a real terminal, as its users in other threads see it.
@Suite(.serialized)
struct `editor` {
    let terminal: PseudoTerminal

    init() throws { terminal = try PseudoTerminal() }

    @Test func `is none without a terminal`() throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        defer { for end in ends { close(end) } }
        #expect(throws: EditorError.notATerminal) {
            _ = try EditlineEditor(input: ends[0], output: ends[1], options: .init(name: "test"))
        }
        #expect(!EditlineEditor.isUsable(input: ends[0]))
    }

    @Test func `gives the line that was typed, and serves calls in their order`() async throws {
        let editor = try terminal.editor()
        async let first = editor.readLine(prompt: "one> ")
        _ = try await terminal.output(upTo: "one> ")
        terminal.type("é日\r")
        #expect(try await first == .line("é日"))
        async let second = editor.readLine(prompt: "two> ")
        _ = try await terminal.output(upTo: "two> ")
        terminal.type("\u{3}")
        #expect(try await second == .interrupted)
        await editor.close()
        #expect(try await editor.readLine(prompt: "three> ") == .finished)
        #expect(await editor.dropPendingLines() == 0)
    }

    @Test func `prints what comes meanwhile above the line, and loses no key`() async throws {
        let editor = try terminal.editor()
        async let event = editor.readLine(prompt: "> ")
        _ = try await terminal.output(upTo: "> ")
        for number in 0..<50 {
            terminal.type("\(number % 10)")
            editor.notify("notice \(number) \u{1B}[2J")
            #expect(try await terminal.output(upTo: "notice \(number) \\x1b[2J\r\n").contains(Screen.clearing))
        }
        terminal.type("\r")
        #expect(try await event == .line(String(repeating: "0123456789", count: 5)))
        await editor.close()
    }

    @Test func `changes the prompt that stands there, and no other`() async throws {
        let editor = try terminal.editor()
        async let event = editor.readLine(prompt: "one> ")
        _ = try await terminal.output(upTo: "one> ")
        terminal.type("ab")
        _ = try await terminal.output(upTo: "ab")
        editor.replace("two> ", by: "not this> ")
        editor.replace("one> ", by: "three> ")
        #expect(try await !terminal.output(upTo: "three> ab").contains("not this"))
        terminal.type("c\r")
        #expect(try await event == .line("abc"))
        await editor.close()
    }

    @Test func `ends a read whose task is cancelled, and reads the next line`() async throws {
        let editor = try terminal.editor()
        let task = Task { try await editor.readLine(prompt: "one> ") }
        _ = try await terminal.output(upTo: "one> ")
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        async let next = editor.readLine(prompt: "two> ")
        _ = try await terminal.output(upTo: "two> ")
        terminal.type("on\r")
        #expect(try await next == .line("on"))
        await editor.close()
    }

    @Test func `ends every read once it is told to finish`() async throws {
        let editor = try terminal.editor()
        async let event = editor.readLine(prompt: "> ")
        _ = try await terminal.output(upTo: "> ")
        terminal.type("half")
        editor.finish()
        #expect(try await event == .finished)
        #expect(try await editor.readLine(prompt: "> ") == .finished)
        await editor.close()
    }

    @Test func `gives up a completer that does not answer, at the next key`() async throws {
        let editor = try terminal.editor(NeverAnswering())
        async let event = editor.readLine(prompt: "> ")
        _ = try await terminal.output(upTo: "> ")
        terminal.type("a\t")
        _ = try await terminal.output(upTo: "…")
        terminal.type("b\r")
        #expect(try await event == .line("ab"))
        await editor.close()
    }

    @Test func `lists what does not go on from the word, and leaves the word`() async throws {
        let editor = try terminal.editor(Offering(["ubuntu-server", "ubuntu-desktop"], continuesWord: false))
        async let event = editor.readLine(prompt: "> ")
        _ = try await terminal.output(upTo: "> ")
        terminal.type("s\t")
        _ = try await terminal.output(upTo: "ubuntu-desktop")
        terminal.type("x\r")
        #expect(try await event == .line("sx"))
        await editor.close()
    }

    @Test func `says that there are more than it lists`() async throws {
        let editor = try terminal.editor(Offering(["a", "b"], isCut: true))
        async let event = editor.readLine(prompt: "> ")
        _ = try await terminal.output(upTo: "> ")
        terminal.type("\t")
        _ = try await terminal.output(upTo: "… and more")
        terminal.type("x\r")
        #expect(try await event == .line("x"))
        await editor.close()
    }

    @Test func `takes no candidate with control characters`() async throws {
        let editor = try terminal.editor(Offering(["evil\n", "\u{1B}c"]))
        async let event = editor.readLine(prompt: "> ")
        _ = try await terminal.output(upTo: "> ")
        terminal.type("a\tb\r")
        #expect(try await event == .line("ab"))
        await editor.close()
    }

    @Test func `gives the terminal's modes back`() async throws {
        var before = termios()
        tcgetattr(terminal.slave, &before)
        let editor = try terminal.editor()
        async let event = editor.readLine(prompt: "> ")
        _ = try await terminal.output(upTo: "> ")
        var editing = termios()
        tcgetattr(terminal.slave, &editing)
        #expect(editing.c_lflag & UInt32(ICANON | ISIG | ECHO) == 0)
        terminal.type("\u{4}")
        #expect(try await event == .endOfInput)
        await editor.close()
        var after = termios()
        tcgetattr(terminal.slave, &after)
        #expect(after.c_lflag == before.c_lflag)
    }
}

private struct NeverAnswering: LineCompleter {
    func complete(_ textBeforeCursor: String) async -> CompletionAnswer {
        // Ends when it is cancelled; the answer is late then.
        try? await Task.sleep(for: .seconds(3600))
        return CompletionAnswer(replacing: 1, candidates: [CompletionCandidate(insertion: "late")])
    }
}

private struct Offering: LineCompleter {
    let insertions: [String]
    let continuesWord: Bool
    let isCut: Bool

    init(_ insertions: [String], continuesWord: Bool = true, isCut: Bool = false) {
        self.insertions = insertions
        self.continuesWord = continuesWord
        self.isCut = isCut
    }

    func complete(_ textBeforeCursor: String) async -> CompletionAnswer {
        CompletionAnswer(
            replacing: textBeforeCursor.unicodeScalars.count,
            candidates: insertions.map { CompletionCandidate(insertion: $0) }, continuesWord: continuesWord,
            isCut: isCut)
    }
}
