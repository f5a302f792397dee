internal import Editline
internal import Synchronization

/// The prompt of a line, kept right while the line is typed: jobs end meanwhile.
final class LivePrompt: Sendable {
    private let editor: any LineEditor
    private let make: @Sendable () async -> Prompt
    private let shown = Mutex<Prompt?>(nil)

    /// - Parameter make: the prompt as it should be now.
    init(_ editor: any LineEditor, make: @escaping @Sendable () async -> Prompt) {
        self.editor = editor
        self.make = make
    }

    /// The prompt for the next line.
    func next() async -> Prompt {
        let prompt = await make()
        shown.withLock { $0 = prompt }
        return prompt
    }

    /// Replaces the prompt each time the jobs change, until it is cancelled.
    func follow(_ jobs: Jobs) async {
        for await _ in jobs.changes {
            let prompt = await make()
            shown.withLock { shown in
                if let old = shown, old != prompt { editor.replace(old, by: prompt) }
                shown = prompt
            }
        }
    }
}
