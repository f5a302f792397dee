internal import CommandKit
internal import Synchronization

/// Where one of several transfers is that share a line.
final class Place: Sendable {
    private let line: ProgressLine
    private let count = Mutex<Int64>(0)

    init(_ line: ProgressLine) { self.line = line }

    func move(to place: Int64) {
        let step = count.withLock { count in
            defer { count = place }
            return place - count
        }
        if step != 0 { line.move(by: step) }
    }

    func advance(_ bytes: Int) {
        count.withLock { $0 += Int64(bytes) }
        line.advance(bytes)
    }
}
