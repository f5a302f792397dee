internal import CommandKit
internal import Synchronization

/// The standard error of a job: each whole line becomes a notice.
final class JobMessages: TextSink {
    private let board: NoticeBoard
    private let prefix: String
    private let held = Mutex<[UInt8]>([])

    /// - Parameter prefix: stands before each line.
    init(_ board: NoticeBoard, prefix: String) {
        self.board = board
        self.prefix = prefix
    }

    func write(_ bytes: [UInt8]) {
        let whole = held.withLock { held -> ArraySlice<UInt8> in
            held += bytes
            guard let end = held.lastIndex(of: 0x0A) else { return [] }
            defer { held.removeSubrange(...end) }
            return held[..<end]
        }
        guard !whole.isEmpty else { return }
        let lines = whole.split(separator: 0x0A, omittingEmptySubsequences: false)
        board.post(lines.map { prefix + String(decoding: $0, as: UTF8.self) }.joined(separator: "\n"))
    }

    /// A line without an end waits for it.
    func flush() {}
}
