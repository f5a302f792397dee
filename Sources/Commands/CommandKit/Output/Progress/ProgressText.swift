/// How far a transfer is, in words. Knows no clock: whoever asks says when it is.
struct ProgressText {
    let label: String
    let total: Int64?
    /// What is waited for once every byte is there; `nil` is nothing.
    let ending: String?

    /// Bytes so far.
    var count: Int64 = 0
    /// What the rate is measured by: the places of the last seconds, oldest first.
    private var samples: [(time: Duration, count: Int64)] = []
    private var printed: (time: Duration, tenth: Int64)?
    private var hasPrintedEnding = false

    private static let window: Duration = .seconds(10)
    /// A transfer that is over in a blink needs no line.
    static let quietOnScreen: Duration = .milliseconds(300)
    private static let quietInLog: Duration = .seconds(3)
    private static let logInterval: Duration = .seconds(30)

    init(label: String, total: Int64?, ending: String?) {
        self.label = SafeText.line(label)
        self.total = total
        self.ending = ending
    }

    /// Goes on from another place; what lies between was not transferred.
    mutating func move(to count: Int64) {
        self.count = count
        samples = []
    }

    /// One row for a screen.
    mutating func row(at now: Duration, columns: Int) -> String {
        note(now)
        guard let total, total > 0 else {
            let words = [label, ByteCount.text(count), rate(now)].compactMap { $0 }
            return LiveLine.fit(words.joined(separator: "  "), columns)
        }
        if count >= total, let ending { return LiveLine.fit("\(label)  \(ending)", columns) }
        let words = [
            "\(share) %", "\(ByteCount.text(count)) of \(ByteCount.text(total))", rate(now), left(now),
        ].compactMap { $0 }.joined(separator: "  ")
        let room = columns - LiveLine.spareCells - DisplayWidth.of(label) - DisplayWidth.of(words) - 4
        let bar = room >= 12 ? bar(min(room - 2, 30)) + "  " : ""
        return LiveLine.fit("\(label)  \(bar)\(words)", columns)
    }

    /// A line for a log, when there is enough to say: 10 % more, or half a minute later.
    /// - Parameter start: when the transfer began.
    mutating func line(at now: Duration, since start: Duration) -> String? {
        note(now)
        guard now - start >= Self.quietInLog else { return nil }
        if let total, count >= total, let ending {
            defer { hasPrintedEnding = true }
            return hasPrintedEnding ? nil : "\(label): \(ending)"
        }
        let tenth = total.map { $0 > 0 ? min(9, Int64(Double(count) / Double($0) * 10)) : 0 } ?? 0
        let last = printed ?? (start, 0)
        guard tenth > last.tenth || now - last.time >= Self.logInterval else { return nil }
        printed = (now, tenth)
        let size = total.map { "\(share) %, \(ByteCount.text(count)) of \(ByteCount.text($0))" }
        return "\(label): "
            + [size ?? ByteCount.text(count), rate(now), left(now)].compactMap { $0 }.joined(separator: ", ")
    }

    /// For a table of jobs: neither label nor bar.
    mutating func brief(at now: Duration) -> String {
        note(now)
        if let total, count >= total, let ending { return ending }
        let size = total.map { "\(share) %, \(ByteCount.text(count)) of \(ByteCount.text($0))" }
        return [size ?? ByteCount.text(count), rate(now), left(now)].compactMap { $0 }.joined(separator: ", ")
    }

    private var share: Int {
        guard let total, total > 0 else { return 0 }
        return min(100, Int(Double(count) / Double(total) * 100))
    }

    private func bar(_ cells: Int) -> String {
        let done = share * cells / 100
        return "[" + String(repeating: "#", count: done) + String(repeating: ".", count: cells - done) + "]"
    }

    private mutating func note(_ now: Duration) {
        samples.append((now, count))
        while samples.count > 2, now - samples[1].time >= Self.window { samples.removeFirst() }
    }

    private func bytesPerSecond(_ now: Duration) -> Double? {
        guard let first = samples.first, now - first.time >= .milliseconds(500) else { return nil }
        return Double(count - first.count) / ((now - first.time) / .seconds(1))
    }

    private func rate(_ now: Duration) -> String? {
        bytesPerSecond(now).map { ByteCount.text(Int64(max(0, $0))) + "/s" }
    }

    private func left(_ now: Duration) -> String? {
        guard let total, count < total, let rate = bytesPerSecond(now), rate >= 1 else { return nil }
        let seconds = Int(min(Double(total - count) / rate, 359_999).rounded(.up))
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
        let tail = Self.two(seconds % 60)
        return (hours > 0 ? "\(hours):\(Self.two(minutes)):\(tail)" : "\(minutes):\(tail)") + " left"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
