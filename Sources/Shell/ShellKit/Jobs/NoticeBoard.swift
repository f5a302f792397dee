internal import BackendKit
internal import CommandKit
internal import Editline
internal import Synchronization

/// Shows what jobs have to say, wherever it spoils nothing: above the line that is being typed, above the progress of
/// the command that runs, or later, when something has the whole terminal.
final class NoticeBoard: Sendable {
    enum Place: Sendable {
        /// A line is being typed, or nothing is.
        case editor(any LineEditor)
        /// A command runs that shows its progress here. It must not be one that leads to this board; while it becomes
        /// one, hold.
        case console(Console)
    }

    private enum Notice {
        case text(String)
        case output(KeptOutput.Content)
    }

    private struct State {
        var places: [Place] = []
        /// How many have the terminal for themselves.
        var holds = 0
        var held: [Notice] = []
        var hasPrompt = false
    }

    private let output: any TextSink
    private let errors: any TextSink
    private let state = Mutex(State())

    /// - Parameters:
    ///   - output: takes the output of jobs while nobody types.
    ///   - errors: takes notices while there is no place.
    init(output: any TextSink, errors: any TextSink) {
        self.output = output
        self.errors = errors
    }

    /// Whether a person types the commands. Scripts are told less.
    var hasPrompt: Bool {
        get { state.withLock { $0.hasPrompt } }
        set { state.withLock { $0.hasPrompt = newValue } }
    }

    /// Shows lines of our own, safe for a terminal; no line end at the end.
    func post(_ text: String) {
        // Whoever cannot read a notice can work all the same.
        try? post(.text(text))
    }

    /// Shows the output of a job.
    /// - Throws: as the sink it goes to, unless it has to wait.
    func post(_ content: KeptOutput.Content) throws {
        if case .bytes([]) = content { return }
        try post(.output(content))
    }

    /// What is posted from now on is shown there, until the next change of place.
    func place(_ place: Place) { state.withLock { $0.places = [place] } }

    /// The same, until ``leave()`` brings the place before it back.
    func enter(_ place: Place) { state.withLock { $0.places.append(place) } }

    /// Whether a line is being typed, or nothing is.
    var isAtEditor: Bool {
        state.withLock { state in
            if case .editor = state.places.last { true } else { false }
        }
    }

    func leave() { state.withLock { _ = $0.places.popLast() } }

    /// Shows nothing until ``release()``.
    func hold() { state.withLock { $0.holds += 1 } }

    /// - Parameter text: shown before what had to wait.
    func release(first text: String? = nil) {
        state.withLock { state in
            state.holds -= 1
            if let text { state.held.insert(.text(text), at: 0) }
            guard state.holds == 0 else { return }
            for notice in state.held { try? show(notice, state) }
            state.held = []
        }
    }

    private func post(_ notice: Notice) throws {
        try state.withLock { state in
            guard state.holds == 0 else { return state.held.append(notice) }
            try show(notice, state)
        }
    }

    private func show(_ notice: Notice, _ state: borrowing State) throws {
        switch notice {
        case .text(let text): try show(text, at: state.places.last)
        case .output(.file(let path, let count)) where state.hasPrompt:
            let text = "its output is too long to be shown: \(ByteCount.text(count)) in '\(SafeText.line(path))'"
            try show(text, at: state.places.last)
        case .output(let content):
            if case .editor(let editor) = state.places.last, case .bytes(let bytes) = content {
                let text = bytes.last == 0x0A ? bytes.dropLast() : bytes[...]
                return editor.notify(String(decoding: text, as: UTF8.self))
            }
            try aside(state.places.last) {
                try content.write(to: output)
                try output.flush()
            }
        }
    }

    private func show(_ text: String, at place: Place?) throws {
        if case .editor(let editor) = place { return editor.notify(text) }
        try aside(place) { try errors.write(text + "\n") }
    }

    private func aside(_ place: Place?, _ body: () throws -> Void) throws {
        guard case .console(let console) = place else { return try body() }
        try console.stepAside(body)
    }
}
