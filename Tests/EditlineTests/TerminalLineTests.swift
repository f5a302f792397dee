import Glibc
import Testing

@testable import Editline

/// Questions on a real terminal.
@Suite(.serialized)
struct `a question on a terminal` {
    let terminal: PseudoTerminal
    let wakeUp: WakeUp

    init() throws {
        terminal = try PseudoTerminal()
        wakeUp = try WakeUp()
    }

    private var localModes: tcflag_t {
        var modes = termios()
        tcgetattr(terminal.slave, &modes)
        return modes.c_lflag
    }

    /// The answer to a hidden question, and everything the terminal showed.
    private func answer(to keys: String) async throws -> (answer: TerminalLine.Answer, shown: String) {
        let before = localModes
        let answers = try ask()
        var shown = try await terminal.output(upTo: "secret: ")
        #expect(localModes & tcflag_t(ECHO | ICANON | ISIG) == 0)
        terminal.type(keys)
        shown += try await terminal.output(upTo: "\r\n")
        let given = try #require(await answers.first { _ in true })
        #expect(localModes == before)
        return (given, shown)
    }

    /// Asks on a thread of its own, which may wait.
    private func ask(isHidden: Bool = true) throws -> AsyncStream<TerminalLine.Answer> {
        let (answers, giving) = AsyncStream.makeStream(of: TerminalLine.Answer.self)
        let (slave, wakeUp) = (terminal.slave, wakeUp)
        try EditorThread.start { @Sendable in
            giving.yield(TerminalLine.ask("secret: ", isHidden: isHidden, on: slave, until: wakeUp))
            giving.finish()
        }
        return answers
    }

    @Test(arguments: [
        ("pässwort日\r", "pässwort日"), ("ab\u{7f}c\u{8}d\n", "ad"), ("日\u{7f}x\r", "x"), ("wrong\u{15}right\r", "right"),
        ("\r", ""), ("\u{7f}a b\u{1a}\u{1c}\u{1b}\u{4}\r", "a b"), ("$(x) 'q'\"\\\r", "$(x) 'q'\"\\"),
    ])
    func `takes what is typed, and shows none of it`(_ keys: String, _ text: String) async throws {
        let (answer, shown) = try await answer(to: keys)
        #expect(answer == .text(text))
        #expect(shown == "secret: \r\n")
    }

    @Test func `ends with Control-C and with Control-D`() async throws {
        let interrupted = try await answer(to: "half\u{3}")
        #expect(interrupted.answer == .interrupted)
        #expect(interrupted.shown == "secret: ^C\r\n")
        #expect(try await answer(to: "\u{4}").answer == .ended)
    }

    @Test(arguments: [("yes\r", "yes\r\n", TerminalLine.Answer.text("yes")), ("\u{4}", "\r\n", .ended)])
    func `that hides nothing leaves the cursor at the beginning of a row`(
        _ keys: String, _ shown: String, _ answer: TerminalLine.Answer
    ) async throws {
        let answers = try ask(isHidden: false)
        _ = try await terminal.output(upTo: "secret: ")
        terminal.type(keys)
        #expect(await answers.first { _ in true } == answer)
        #expect(try await terminal.output(upTo: "\r\n") == shown)
    }

    @Test func `that hides nothing does so too when somebody else ends it`() async throws {
        let answers = try ask(isHidden: false)
        _ = try await terminal.output(upTo: "secret: ")
        wakeUp.fire()
        #expect(await answers.first { _ in true } == .woken)
        #expect(try await terminal.output(upTo: "\r\n") == "\r\n")
    }

    @Test func `ends when somebody else wants it to, with the terminal as it was`() async throws {
        let before = localModes
        let answers = try ask()
        _ = try await terminal.output(upTo: "secret: ")
        terminal.type("half")
        wakeUp.fire()
        #expect(await answers.first { _ in true } == .woken)
        #expect(localModes == before)
    }

    @Test func `is not put where there is no terminal`() throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        defer { for end in ends { close(end) } }
        #expect(TerminalLine.ask("secret: ", isHidden: true, on: ends[0], until: wakeUp) == .ended)
    }
}
