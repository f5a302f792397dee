internal import Synchronization

/// How far a transfer is: on a terminal a line that is redrawn ten times a second and gone when it is finished; elsewhere
/// a plain line for every tenth, or every half minute.
public final class ProgressLine: Sendable {
    enum Form: Sendable { case row, lines, none }

    private let console: Console
    private let form: Form
    private let text: Mutex<ProgressText>
    private let start = ContinuousClock.now
    private let drawing = Mutex<Task<Void, Never>?>(nil)

    init(_ text: ProgressText, on console: Console) {
        self.text = Mutex(text)
        self.console = console
        let surroundings = console.surroundings
        let isWanted = surroundings.showsProgress && !surroundings.isQuiet
        form = !isWanted ? .none : surroundings.errorsAreTerminal ? .row : .lines
        guard form != .none else { return }
        drawing.withLock {
            $0 = Task { [weak self] in
                while !Task.isCancelled {
                    try? await Task.sleep(for: .milliseconds(100))
                    if let self { self.draw() } else { break }
                }
            }
        }
    }

    deinit { finish() }

    /// More bytes went through.
    public func advance(_ bytes: Int) { text.withLock { $0.count += Int64(bytes) } }

    /// The transfer goes on from this byte; what lies between did not go through.
    public func move(to count: Int64) { text.withLock { $0.move(to: count) } }

    /// The same for one of several transfers that share the line.
    public func move(by bytes: Int64) { text.withLock { $0.move(to: $0.count + bytes) } }

    /// Takes the line away.
    public func finish() {
        drawing.withLock { task in
            task?.cancel()
            task = nil
        }
        // A line that cannot be taken away is no reason to fail.
        if form == .row { try? console.live.erase() }
    }

    private func draw() {
        let elapsed = ContinuousClock.now - start
        // Under one lock with `finish`, so that nothing is drawn after it.
        drawing.withLock { task in
            // Nobody waits for a reader who has stopped with this: neither the transfer, nor whoever stops it.
            guard task != nil, console.errors.hasRoom else { return }
            switch form {
            case .row where elapsed >= ProgressText.quietOnScreen:
                let columns = console.surroundings.columns()
                let (row, brief) = text.withLock { text in
                    (text.row(at: elapsed, columns: columns), text.brief(at: elapsed))
                }
                // A progress line that cannot be drawn must not stop the transfer.
                try? console.live.draw(row, brief: brief)
            case .lines:
                if let line = text.withLock({ $0.line(at: elapsed, since: .zero) }) { try? console.notice(line) }
            default: break
            }
        }
    }
}

extension Console {
    /// A counter for a transfer.
    /// - Parameter ending: what is waited for once every byte is there.
    public func progress(_ label: String, of total: Int64?, ending: String? = nil) -> ProgressLine {
        ProgressLine(ProgressText(label: label, total: total, ending: ending), on: self)
    }
}
