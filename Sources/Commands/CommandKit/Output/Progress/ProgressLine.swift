internal import Synchronization

/// How far a transfer is: redrawn in place at most ten times a second, and gone when it is finished.
public final class ProgressLine: Sendable {
    private struct State {
        var count: Int64 = 0
        var drawnAt: ContinuousClock.Instant?
        var isDrawn = false
    }

    private let label: String
    private let total: Int64?
    private let sink: any TextSink
    private let columns: @Sendable () -> Int
    private let draws: Bool
    private let start = ContinuousClock.now
    private let state = Mutex(State())

    init(
        label: String, total: Int64?, sink: any TextSink, columns: @escaping @Sendable () -> Int, isDrawn: Bool
    ) {
        self.label = SafeText.line(label)
        self.total = total
        self.sink = sink
        self.columns = columns
        draws = isDrawn
    }

    /// More bytes went through.
    public func advance(_ bytes: Int) {
        guard draws else { return }
        state.withLock { state in
            state.count += Int64(bytes)
            let now = ContinuousClock.now
            if let last = state.drawnAt, now - last < .milliseconds(100) { return }
            // A transfer that is over in a blink needs no line.
            if state.drawnAt == nil, now - start < .milliseconds(300) { return }
            state.drawnAt = now
            state.isDrawn = true
            // A progress line that cannot be drawn must not stop the transfer.
            try? sink.write("\r" + text(state.count, after: now - start) + "\u{1b}[K")
        }
    }

    /// Takes the line away.
    public func finish() {
        state.withLock { state in
            guard state.isDrawn else { return }
            state.isDrawn = false
            try? sink.write("\r\u{1b}[K")
        }
    }

    private func text(_ count: Int64, after elapsed: Duration) -> String {
        let seconds = max(0.001, elapsed / .seconds(1))
        let rate = ByteCount.text(Int64(Double(count) / seconds)) + "/s"
        var line = "\(label)  \(ByteCount.text(count))"
        if let total, total > 0 {
            let share = min(100, Int(Double(count) / Double(total) * 100))
            let left = Int(Double(total - count) / max(1, Double(count)) * seconds)
            line = "\(label)  \(share) %  \(ByteCount.text(count)) of \(ByteCount.text(total))  \(rate)"
            line += left > 0 ? "  \(left / 60):\(left % 60 < 10 ? "0" : "")\(left % 60) left" : ""
        } else {
            line += "  \(rate)"
        }
        return DisplayWidth.wrap(line, to: max(10, columns() - 1))[0]
    }
}

/// Byte counts for people.
public enum ByteCount {
    /// `1.2 GiB`; exact below 1 KiB.
    public static func text(_ bytes: Int64) -> String {
        let units = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
        var value = Double(bytes)
        guard value >= 1024 else { return "\(bytes) B" }
        var unit = -1
        while value >= 1024, unit < units.count - 1 {
            value /= 1024
            unit += 1
        }
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10) \(units[unit])"
    }
}
