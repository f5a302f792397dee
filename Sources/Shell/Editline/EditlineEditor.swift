internal import CEditline
internal import Glibc
internal import Synchronization

/// The line editor of a terminal, on libedit.
///
/// libedit does not like threads, so one thread owns it from the first to the last call, and everybody else leaves
/// messages for that thread. It can be used from anywhere, also while a line is being read.
public final class EditlineEditor: LineEditor {
    /// What the editor needs to know of its user.
    public struct Options: Sendable {
        var name: String
        var history: [String]
        var completer: any LineCompleter
        var usesColor: Bool
        var editrc: String?
        var beginsToRead: @Sendable () -> Void

        /// - Parameters:
        ///   - name: the program's name, by which lines of the user's file address it: `imgsh:bind …`.
        ///   - history: earlier lines, the oldest first.
        ///   - completer: asked on Tab.
        ///   - usesColor: whether styles of prompts and details are shown.
        ///   - editrc: the path of the user's settings for libedit; a file that is not there is none.
        ///   - beginsToRead: called for each line, once keys send no signals any more: one that came before is not for
        ///     what the line will run.
        public init(
            name: String, history: [String] = [], completer: any LineCompleter = NoCompletion(),
            usesColor: Bool = false, editrc: String? = nil, beginsToRead: @escaping @Sendable () -> Void = {}
        ) {
            self.name = name
            self.history = history
            self.completer = completer
            self.usesColor = usesColor
            self.editrc = editrc
            self.beginsToRead = beginsToRead
        }
    }

    private let mailbox: Mailbox
    private let lastNumber = Atomic<Int>(0)

    /// Starts the editor and its thread; the terminal is as it was until the first line is read.
    /// - Parameters:
    ///   - input: the terminal to read from.
    ///   - output: the same terminal to write to.
    public init(input: Int32, output: Int32, options: Options) throws {
        guard isatty(input) == 1, isatty(output) == 1 else { throw EditorError.notATerminal }
        let mailbox = try Mailbox()
        // Before the start of libedit, whose key maps ask which characters there are.
        ceditline_use_utf8()
        guard ceditline_guard_terminal(input) else { throw EditorError.system(call: "tcgetattr", code: errno) }
        guard let handle = ceditline_open(options.name, input, output) else {
            ceditline_release_terminal()
            throw EditorError.unavailable
        }
        // SAFETY: from here on only the thread uses the handle.
        nonisolated(unsafe) let owned = handle
        do {
            try EditorThread.start {
                EditSession(Libedit(owned), input: input, mailbox: mailbox, options: options).serve()
            }
        } catch {
            ceditline_close(handle)
            ceditline_release_terminal()
            throw error
        }
        self.mailbox = mailbox
    }

    deinit { mailbox.post(.close(nil)) }

    /// Whether the input is a terminal and ours to use: a process in the background would be stopped for trying.
    public static func isUsable(input: Int32) -> Bool {
        isatty(input) == 1 && tcgetpgrp(input) == getpgrp()
    }

    /// Sets the modes of before the editor: the process ends at once, and no editor will.
    public static func giveTerminalBack() { ceditline_release_terminal() }

    public func readLine(_ line: LineRequest) async throws -> LineEvent {
        let number = lastNumber.add(1, ordering: .relaxed).newValue
        return try await withTaskCancellationHandler {
            try Task.checkCancellation()
            return try await withCheckedThrowingContinuation { continuation in
                let request = ReadRequest(number: number, line: line, continuation: continuation)
                if !mailbox.post(.read(request)) { continuation.resume(returning: .finished) }
            }
        } onCancel: {
            mailbox.post(.cancelRead(number))
        }
    }

    public func notify(_ text: String) { mailbox.post(.notice(text)) }

    public func replace(_ prompt: Prompt, by other: Prompt) { mailbox.post(.prompt(prompt, other)) }

    public func dropPendingLines() async -> Int {
        await withCheckedContinuation { continuation in
            if !mailbox.post(.dropPending(continuation)) { continuation.resume(returning: 0) }
        }
    }

    public func remember(_ line: String) { mailbox.post(.remember(line)) }

    public func forgetLines() { mailbox.post(.forgetLines) }

    /// The terminal's window has another size (SIGWINCH).
    public func windowChanged() { mailbox.post(.resized) }

    /// The process was stopped and goes on (SIGCONT): the terminal's modes may be anybody's.
    public func continued() { mailbox.post(.continued) }

    /// Ends the line being read and all later ones with ``LineEvent/finished``, because the process is to end.
    public func finish() { mailbox.post(.finish) }

    public func close() async {
        await withCheckedContinuation { continuation in
            if !mailbox.post(.close(continuation)) { continuation.resume() }
        }
    }
}
