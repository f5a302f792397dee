internal import Synchronization

@testable import DiskImages

/// An image file in the form that `pack-image` writes, so that a small input can be a large file: its size in sectors
/// (4 bytes) and the bytes behind the last one (1 byte), then pieces: sector (4 bytes), length (2 bytes), bytes. All
/// numbers begin with their lowest byte. Between the pieces are zeros.
final class SparseImage: RandomReadable, Sendable {
    private struct Piece {
        let offset: Int64
        let bytes: ArraySlice<UInt8>
    }

    let size: Int64
    /// A number that differs from input to input, to choose by.
    let choice: Int
    private let pieces: [Piece]
    private let asked = Mutex((bytes: 0, most: 0))

    /// The two lengths that large images are read in; zeros of that length are not made anew each time.
    private static let head = SpareBytes(ImageBytes.headCount)
    private static let slice = SpareBytes(ImageBytes.sliceCount)

    /// - Parameters:
    ///   - marks: bytes that stand at their places whatever the input says.
    ///   - limit: sectors that the image has at most: numbers of sectors count from 0 again from there on.
    init(_ input: [UInt8], marks: [(offset: Int64, bytes: [UInt8])] = [], sectors limit: Int64 = 1 << 32) {
        func number(_ place: Int, _ count: Int) -> Int64 {
            var value: Int64 = 0
            for index in 0..<count where place + index < input.count {
                value |= Int64(input[place + index]) << (8 * index)
            }
            return value
        }
        size = number(0, 4) % limit * 512 + number(4, 1)
        choice = input.count + Int(input.last ?? 0) + Int(size / 512)
        var pieces: [Piece] = []
        var place = 5
        while place < input.count {
            let start = min(input.count, place + 6)
            let end = min(input.count, start + Int(number(place + 4, 2)))
            pieces.append(Piece(offset: number(place, 4) % limit * 512, bytes: input[start..<end]))
            place = end
        }
        for mark in marks {
            pieces.append(Piece(offset: mark.offset < 0 ? size + mark.offset : mark.offset, bytes: mark.bytes[...]))
        }
        self.pieces = pieces
    }

    /// Bytes that were read in all, and at once.
    var read: (bytes: Int, most: Int) { asked.withLock { $0 } }

    func read(_ count: Int, at offset: Int64) -> [UInt8] {
        asked.withLock { $0 = ($0.bytes + count, max($0.most, count)) }
        guard count > 0, offset >= 0, offset < size else { return [] }
        let end = offset + min(Int64(count), size - offset)
        var parts: [SpareBytes.Part] = []
        for piece in pieces {
            let from = max(offset, piece.offset)
            let to = min(end, piece.offset + Int64(piece.bytes.count))
            guard from < to else { continue }
            let first = piece.bytes.startIndex + Int(from - piece.offset)
            parts.append((Int(from - offset), piece.bytes[first..<first + Int(to - from)]))
        }
        switch Int(end - offset) {
        case ImageBytes.headCount: return Self.head.filled(with: parts)
        case ImageBytes.sliceCount: return Self.slice.filled(with: parts)
        case let length:
            var bytes = [UInt8](repeating: 0, count: length)
            for part in parts { bytes.replaceSubrange(part.place..<part.place + part.bytes.count, with: part.bytes) }
            return bytes
        }
    }
}
