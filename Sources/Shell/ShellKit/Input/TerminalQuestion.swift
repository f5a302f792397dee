internal import CommandKit
internal import Editline
internal import Glibc
internal import Processes

/// Puts questions to the person at the terminal: on the terminal device, not on standard input.
enum TerminalQuestion {
    /// - Returns: the answer without its line end, or `nil` when there is no terminal or its input has ended.
    /// - Throws: `CancellationError` when the task is cancelled.
    @Sendable static func ask(_ question: String) async throws -> String? {
        try await answer(to: question, isHidden: false)?.trimmingBlanks()
    }

    /// Asks for what nobody may see: nothing of the answer is shown.
    /// - Parameter name: what is asked for.
    /// - Returns: as ``ask(_:)``.
    /// - Throws: `CancellationError` when the task is cancelled, or the person presses Ctrl-C.
    @Sendable static func askSecret(_ name: String) async throws -> String? {
        try await answer(to: SafeText.message(name) + ": ", isHidden: true)
    }

    private static func answer(to question: String, isHidden: Bool) async throws -> String? {
        let wakeUp = try WakeUp()
        let answer = try await withTaskCancellationHandler {
            try await LongWait.run {
                let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC)
                guard terminal >= 0 else { return TerminalLine.Answer.ended }
                defer { close(terminal) }
                // From the background, reading would stop the process instead.
                guard tcgetpgrp(terminal) == getpgrp() else { return .ended }
                return TerminalLine.ask(question, isHidden: isHidden, on: terminal, until: wakeUp)
            }
        } onCancel: {
            wakeUp.fire()
        }
        switch answer {
        case .text(let text): return text
        case .ended: return nil
        case .interrupted, .woken: throw CancellationError()
        }
    }
}
