internal import CommandKit

/// When the output of commands is handed over.
extension Interpreter {
    /// Somebody who reads a pipe waits at most so long for what a command has written.
    private static let patience = Duration.milliseconds(50)

    /// Hands over what the command has written: at once on a terminal and where it comes now and then; of commands that
    /// follow each other quickly, what several have written.
    /// - Throws: what ``TextSink/flush()`` throws, also late.
    func settle() throws {
        if let failure = lateFailure {
            lateFailure = nil
            throw failure
        }
        guard !outlet.surroundings.outputIsTerminal, ContinuousClock.now - lastFlush < Self.patience else {
            lastFlush = .now
            return try outlet.output.flush()
        }
        guard !isFlushAwaited else { return }
        isFlushAwaited = true
        let output = outlet.output
        Task {
            try? await Task.sleep(for: Self.patience)
            flushLate(output)
        }
    }

    private func flushLate(_ output: any TextSink) {
        isFlushAwaited = false
        lastFlush = .now
        do {
            try output.flush()
        } catch {
            lateFailure = error
        }
    }
}
