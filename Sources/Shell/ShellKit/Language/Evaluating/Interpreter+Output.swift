internal import CommandKit

/// What is known of handing output over.
struct Flushing {
    /// When it was done last.
    var last = ContinuousClock.now - .seconds(1)
    /// Whether it will be done in a moment.
    var isAwaited = false
    /// What went wrong while no command waited for it.
    var failure: (any Error)?

    /// Tells of ``failure``, once.
    mutating func throwFailure() throws {
        guard let failure else { return }
        self.failure = nil
        throw failure
    }
}

/// When the output of commands is handed over.
extension Interpreter {
    /// Somebody who reads a pipe waits at most so long for what a command has written.
    private static let patience = Duration.milliseconds(50)

    /// Hands over what the command has written: at once on a terminal and where it comes now and then; of commands that
    /// follow each other quickly, what several have written.
    /// - Throws: what ``TextSink/flush()`` throws, also late.
    func settle() throws {
        try flushing.throwFailure()
        guard !outlet.surroundings.outputIsTerminal, ContinuousClock.now - flushing.last < Self.patience else {
            flushing.last = .now
            return try outlet.output.flush()
        }
        guard !flushing.isAwaited else { return }
        flushing.isAwaited = true
        let output = outlet.output
        Task {
            try? await Task.sleep(for: Self.patience)
            flushLate(output)
        }
    }

    private func flushLate(_ output: any TextSink) {
        flushing.isAwaited = false
        flushing.last = .now
        do {
            try output.flush()
        } catch {
            flushing.failure = error
        }
    }
}
