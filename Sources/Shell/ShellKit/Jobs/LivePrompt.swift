internal import Editline
internal import Synchronization

/// The prompt of a line, kept right while the line is typed: jobs end meanwhile.
final class LivePrompt: Sendable {
    private let editor: any LineEditor
    private let make: @Sendable () async -> Prompt
    private let state = Mutex(State())

    private struct State {
        var shown: Prompt?
        /// Counts what may have changed the prompt, so that no older one takes the place of a newer one.
        var version = 0
    }

    /// - Parameter make: the prompt as it should be now.
    init(_ editor: any LineEditor, make: @escaping @Sendable () async -> Prompt) {
        self.editor = editor
        self.make = make
    }

    /// The prompt for the next line. What changes from then on replaces it, even before the line begins.
    func next() async -> Prompt {
        // By itself: from here on the editor knows of no older change.
        await update { prompt, _ in editor.replace(prompt, by: prompt) }
    }

    /// Replaces the prompt each time the jobs change, until it is cancelled.
    func follow(_ jobs: Jobs) async {
        for await _ in jobs.changes {
            state.withLock { $0.version += 1 }
            _ = await update { prompt, shown in
                if let shown, shown != prompt { editor.replace(shown, by: prompt) }
            }
        }
    }

    /// - Parameter tell: is given the prompt and the one before it.
    private func update(_ tell: (Prompt, Prompt?) -> Void) async -> Prompt {
        while true {
            let seen = state.withLock(\.version)
            let prompt = await make()
            let isNewest = state.withLock { state in
                guard state.version == seen else { return false }
                state.version += 1
                tell(prompt, state.shown)
                state.shown = prompt
                return true
            }
            if isNewest { return prompt }
        }
    }
}
