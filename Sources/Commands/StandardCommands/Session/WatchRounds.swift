internal import BackendKit
internal import CommandKit
internal import Glibc

/// The rounds of `watch`.
struct WatchRounds: Sendable {
    let words: [Word]
    let interval: Duration
    /// `nil` is without end.
    let count: Int64?
    let context: CommandContext

    /// How often the size of the terminal is looked at.
    private static let glance = Duration.milliseconds(100)

    /// One round after the other, as text.
    /// - Returns: the status of the last one.
    func print() async throws -> ExitStatus {
        let console = context.console
        var number: Int64 = 1
        while true {
            let status = try await context.shell.run(words, on: console)
            try console.output.flush()
            if number == count { return status }
            try await Task.sleep(for: interval)
            number += 1
            try console.write(text: "\n")
        }
    }

    /// The latest round on a screen of its own.
    /// - Returns: the status of the last one.
    func draw() async throws -> ExitStatus {
        let output = context.console.output
        // DEC private modes 1049 and 25: the alternate screen, and the cursor.
        try output.write("\u{1b}[?1049h\u{1b}[?25l")
        defer {
            // Whoever is not there to see it does not miss it.
            try? output.write("\u{1b}[?25h\u{1b}[?1049l")
            try? output.flush()
        }
        var number: Int64 = 1
        while true {
            let (text, status) = try await round()
            let screen = WatchScreen(title: title, text: text, surroundings: context.console.surroundings)
            try show(screen)
            if number == count {
                return status
            }
            try await pause { try show(screen) }
            number += 1
        }
    }

    private func show(_ screen: WatchScreen) throws {
        try context.console.output.write(screen.drawing)
        try context.console.output.flush()
    }

    /// Waits for the next round, and draws the last one again when the window has another size.
    private func pause(_ redraw: () throws -> Void) async throws {
        let surroundings = context.console.surroundings
        let end = ContinuousClock.now + interval
        var size = (surroundings.rows(), surroundings.columns())
        while ContinuousClock.now < end {
            try await Task.sleep(for: min(Self.glance, end - ContinuousClock.now))
            let now = (surroundings.rows(), surroundings.columns())
            if now != size {
                size = now
                try redraw()
            }
        }
    }

    /// What a round writes, both to its output and of its errors.
    private func round() async throws -> (String, ExitStatus) {
        let sink = MemorySink()
        var surroundings = context.console.surroundings
        surroundings.isInteractive = false
        surroundings.errorsAreTerminal = false
        let status = try await context.shell.run(
            words, on: Console(output: sink, errors: sink, surroundings: surroundings))
        return (sink.text, status)
    }

    private var title: String {
        let seconds = interval / .seconds(1)
        let line = words.map { Quoting.word($0.text) }.joined(separator: " ")
        return "every \(Int(seconds)) s: \(SafeText.line(line))   \(Timestamp(secondsSince1970: Int64(time(nil))))"
    }
}
