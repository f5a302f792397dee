internal import Synchronization

/// Bytes that are given out again and again: what one read put into them is taken back at the next one, so that a long read
/// costs what is in it, and not its length.
final class SpareBytes: Sendable {
    typealias Part = (place: Int, bytes: ArraySlice<UInt8>)

    private let spare: Mutex<(bytes: [UInt8], used: [Range<Int>])>

    init(_ count: Int) { spare = Mutex((Array(repeating: 0, count: count), [])) }

    /// Zeros with parts in them, a later one over an earlier one. Whoever still has what was given before keeps it.
    func filled(with parts: [Part]) -> [UInt8] {
        spare.withLock { spare in
            for range in spare.used {
                spare.bytes.withUnsafeMutableBufferPointer { $0[range].update(repeating: 0) }
            }
            spare.used.removeAll(keepingCapacity: true)
            for part in parts {
                let range = part.place..<part.place + part.bytes.count
                spare.bytes.replaceSubrange(range, with: part.bytes)
                spare.used.append(range)
            }
            return spare.bytes
        }
    }
}
