import BackendKit
import Testing

@testable import CommandKit

struct `a console` {
    private func console(_ change: (inout Console.Surroundings) -> Void) -> (Console, MemorySink) {
        var surroundings = Console.Surroundings()
        change(&surroundings)
        let output = MemorySink()
        return (Console(output: output, errors: MemorySink(), surroundings: surroundings), output)
    }

    @Test func `with nobody who answers takes silence for no`() async throws {
        let (console, _) = console { $0.isInteractive = true }
        #expect(try await console.confirm("delete all?") == false)
    }

    @Test(arguments: ["a status of many words", "状態はいつまでも未定のままです", String(repeating: "x", count: 40)])
    func `leaves room behind a row that is redrawn for what the terminal shows of a key`(_ text: String) throws {
        var surroundings = Console.Surroundings()
        (surroundings.errorsAreTerminal, surroundings.columns) = (true, { 15 })
        let errors = MemorySink()
        let console = Console(output: MemorySink(), errors: errors, surroundings: surroundings)
        try console.statusLine().show(text)
        let row = errors.text.dropFirst("\r".count).prefix { $0 != "\u{1b}" }
        // Of '^C', and the last cell.
        #expect((10...12).contains(DisplayWidth.of(row)), "\(row)")
    }

    @Test func `shows a status again that had to make way, and in a log only once`() throws {
        for isTerminal in [true, false] {
            var surroundings = Console.Surroundings()
            surroundings.errorsAreTerminal = isTerminal
            let errors = MemorySink()
            let console = Console(output: MemorySink(), errors: errors, surroundings: surroundings)
            let line = console.statusLine()
            try line.show("waiting")
            line.finish()
            try console.warn("nothing has changed")
            try line.show("waiting")
            #expect(errors.text.matches(of: /waiting/).count == (isTerminal ? 2 : 1), "\(errors.text)")
            line.finish()
            #expect(errors.text.hasSuffix(isTerminal ? "\r\u{1b}[K" : "\n"))
        }
    }

    @Test func `shows a record one field a line where that is wanted, and it never drives the terminal`() throws {
        let (console, output) = console {
            $0.outputIsTerminal = true
            $0.layout = { .vertical }
        }
        let record = Record([.init("ID", .text("1")), .init("Name", .text("red\u{1b}[31m\u{202e}"))])
        try console.write(record, as: OutputOptions())
        #expect(output.text == "ID:   1\nName: red\\x1b[31m\\u{202e}\n")
    }
}
