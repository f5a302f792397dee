internal import DiskImages
internal import Synchronization

/// An image file in the form that `pack-image` writes, so that a small input can be a large file: its size in sectors
/// (4 bytes) and the bytes behind the last one (1 byte), then pieces: sector (4 bytes), length (2 bytes), bytes. All
/// numbers begin with their lowest byte. Between the pieces are zeros.
final class SparseImage: RandomReadable, Sendable {
    private struct Piece {
        let offset: Int64
        let bytes: [UInt8]
    }

    let size: Int64
    private let pieces: [Piece]
    private let asked = Mutex((bytes: 0, most: 0))

    /// - Parameter marks: bytes that stand at their places whatever the input says.
    init(_ input: [UInt8], marks: [(offset: Int64, bytes: [UInt8])] = []) {
        func number(_ place: Int, _ count: Int) -> Int64 {
            (0..<count).reversed().reduce(0) { $0 << 8 | (place + $1 < input.count ? Int64(input[place + $1]) : 0) }
        }
        size = number(0, 4) * 512 + number(4, 1)
        var pieces: [Piece] = []
        var place = 5
        while place < input.count {
            let start = min(input.count, place + 6)
            let end = min(input.count, start + Int(number(place + 4, 2)))
            pieces.append(Piece(offset: number(place, 4) * 512, bytes: Array(input[start..<end])))
            place = end
        }
        for mark in marks {
            pieces.append(Piece(offset: mark.offset < 0 ? size + mark.offset : mark.offset, bytes: mark.bytes))
        }
        self.pieces = pieces
    }

    /// Bytes that were read in all, and at once.
    var read: (bytes: Int, most: Int) { asked.withLock { $0 } }

    func read(_ count: Int, at offset: Int64) -> [UInt8] {
        asked.withLock { $0 = ($0.bytes + count, max($0.most, count)) }
        guard count > 0, offset >= 0, offset < size else { return [] }
        let end = offset + min(Int64(count), size - offset)
        var bytes = [UInt8](repeating: 0, count: Int(end - offset))
        for piece in pieces {
            let from = max(offset, piece.offset)
            let to = min(end, piece.offset + Int64(piece.bytes.count))
            guard from < to else { continue }
            let part = piece.bytes[Int(from - piece.offset)..<Int(to - piece.offset)]
            bytes.replaceSubrange(Int(from - offset)..<Int(to - offset), with: part)
        }
        return bytes
    }
}
