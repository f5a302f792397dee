/// Inspects bytes that go by once, as from a pipe: the same detectors as for a file, fed chunk by chunk.
///
/// What they know grows: after the head (see ``hasHead``) the format and nearly everything about it, after the end the
/// rest. What could not be looked at is named in a finding `unseen`. Holds at most 2 MiB.
public struct StreamInspector {
    private var capture: StreamCapture

    /// - Parameter length: how many bytes will come, if that was said.
    public init(length: Int64? = nil) { capture = StreamCapture(length: length) }

    /// How many bytes make the head; shorter streams have ended before.
    public static var headLength: Int { ImageBytes.headCount }

    /// Whether the head is complete: the moment to decide, before anything is sent on.
    public var hasHead: Bool { capture.hasHead }

    /// Takes the next bytes of the stream.
    public mutating func take(_ chunk: some Collection<UInt8>) {
        var rest = ArraySlice(chunk)
        if !capture.hasHead {
            rest = rest.dropFirst(capture.fillHead(rest))
            if capture.hasHead { askForPieces() }
        }
        // A piece that became complete may say where the next one is, which may be in the same chunk.
        while !rest.isEmpty {
            let part = capture.isWaiting ? rest.prefix(ImageBytes.sliceCount) : rest
            if capture.pass(part) { askForPieces() }
            rest = rest.dropFirst(part.count)
        }
    }

    /// Says that the stream is over: its size and its end are known now.
    public mutating func finish() { capture.hasEnded = true }

    /// What is known so far.
    public func report() -> DiskImageReport { inspect().report }

    private mutating func askForPieces() {
        for range in inspect().wanted { capture.want(range.offset, range.count) }
    }

    private func inspect() -> (report: DiskImageReport, wanted: [CapturedPieces.Range]) {
        let pieces = CapturedPieces(capture)
        // Reading what is held in memory cannot fail.
        let report = (try? Detection.report(on: pieces)) ?? DiskImageReport(format: .raw)
        return (report, pieces.wanted)
    }
}

/// Pieces of a stream, and a list of those that are missing.
private final class CapturedPieces: PieceSource {
    struct Range {
        let offset: UInt64
        let count: Int
    }

    private let capture: StreamCapture
    private(set) var wanted: [Range] = []

    init(_ capture: StreamCapture) { self.capture = capture }

    var size: UInt64? { capture.size }

    func piece(at offset: UInt64, count: Int, keeps: Bool) throws -> ByteView {
        let view = capture.view(at: offset, count: count)
        if keeps, view.count < count, case .unseen = view.cutBy { wanted.append(Range(offset: offset, count: count)) }
        return view
    }
}
