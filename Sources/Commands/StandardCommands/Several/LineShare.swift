internal import BackendKit
internal import CommandKit
internal import Synchronization

/// What one transfer adds to a progress line, which may be that of several.
final class LineShare: Sendable {
    private let line: ProgressLine
    private let count = Mutex<Int64>(0)

    init(_ line: ProgressLine) { self.line = line }

    /// The transfer is at this byte; what lies between did not go through.
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

extension ByteStream {
    /// The same bytes, counted. A pass that begins anew counts from nothing.
    func counted(by share: LineShare) -> ByteStream {
        ByteStream(
            length: length, canRestart: canRestart, fileDescriptor: fileDescriptor, verifiedHashes: verifiedHashes
        ) {
            share.move(to: 0)
            return try open()
        }.metered { share.advance($0) }
    }
}
