/// What is kept of a stream that goes by once: its head, its end, and the pieces that were asked for in time.
///
/// Holds at most ``keptLimit`` bytes beside the head and the end, and at most ``pieceCountLimit`` pieces.
struct StreamCapture {
    static let keptLimit = 1 << 20
    static let pieceCountLimit = 16

    private struct Piece {
        let offset: UInt64
        let count: Int
        var bytes: [UInt8] = []

        var isComplete: Bool { bytes.count == count }
    }

    /// How many bytes went by.
    private(set) var position: UInt64 = 0
    /// Whether the stream is over.
    var hasEnded = false
    private(set) var head: [UInt8] = []
    private var tail: [UInt8] = []
    private var pieces: [Piece] = []
    private let announced: UInt64?

    init(length: Int64?) {
        announced = length.flatMap(UInt64.init(exactly:))
        head.reserveCapacity(ImageBytes.headCount)
    }

    var size: UInt64? { hasEnded ? position : announced }
    var hasHead: Bool { head.count == ImageBytes.headCount || hasEnded }
    var isWaiting: Bool { pieces.contains { !$0.isComplete } }

    /// Takes bytes to fill the head.
    /// - Returns: how many of them it took.
    mutating func fillHead(_ chunk: ArraySlice<UInt8>) -> Int {
        let part = chunk.prefix(ImageBytes.headCount - head.count)
        head += part
        advance(over: part)
        return part.count
    }

    /// Takes bytes behind the head.
    /// - Returns: whether a piece became complete.
    mutating func pass(_ chunk: ArraySlice<UInt8>) -> Bool {
        var completed = false
        for index in pieces.indices where !pieces[index].isComplete {
            let next = pieces[index].offset + UInt64(pieces[index].bytes.count)
            // A piece is asked for only when its next byte has not gone by.
            guard next >= position, next - position < UInt64(chunk.count) else { continue }
            let missing = pieces[index].count - pieces[index].bytes.count
            pieces[index].bytes += chunk.dropFirst(Int(next - position)).prefix(missing)
            completed = completed || pieces[index].isComplete
        }
        advance(over: chunk)
        return completed
    }

    private mutating func advance(over chunk: ArraySlice<UInt8>) {
        position += UInt64(chunk.count)
        let rest = chunk.count < ImageBytes.tailCount ? tail.suffix(ImageBytes.tailCount - chunk.count) : []
        tail = Array(rest + chunk.suffix(ImageBytes.tailCount))
    }

    /// Asks for a piece to be kept when it comes by; does nothing when it is too late, or too much.
    mutating func want(_ offset: UInt64, _ count: Int) {
        guard count > 0, !hasEnded, pieces.count < Self.pieceCountLimit,
            pieces.reduce(count, { $0 + $1.count }) <= Self.keptLimit,
            !pieces.contains(where: { $0.offset == offset && $0.count == count })
        else { return }
        if offset >= position {
            pieces.append(Piece(offset: offset, count: count))
        } else if position == UInt64(head.count) {
            pieces.append(Piece(offset: offset, count: count, bytes: Array(head[Int(offset)...].prefix(count))))
        }
    }

    /// As much of a range as is held.
    func view(at offset: UInt64, count: Int) -> ByteView {
        let tailStart = position - UInt64(tail.count)
        let candidates = [(UInt64(0), head), (tailStart, tail)] + pieces.map { ($0.offset, $0.bytes) }
        var best = ByteView([], cutBy: .unseen)
        for (start, bytes) in candidates {
            guard offset >= start, offset - start < UInt64(bytes.count) else { continue }
            let part = ByteView(bytes, cutBy: .unseen).part(at: Int(offset - start), count: count)
            if part.count > best.count { best = part }
        }
        return hasEnded && offset.plus(UInt64(best.count)) >= position ? best.cut(by: .end) : best
    }
}
