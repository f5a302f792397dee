import DiskImages
import TestSupport

/// A file with some bytes changed and perhaps its end cut off, without a copy of it; counts what is read of it.
final class MutatedBytes: RandomReadable {
    private let base: [UInt8]
    private var changes: [Int: UInt8] = [:]
    private var count: Int
    private(set) var bytesRead = 0
    private(set) var readCount = 0
    private(set) var largestRead = 0

    init(_ base: [UInt8]) {
        self.base = base
        count = base.count
    }

    var size: Int64 { Int64(count) }

    func read(_ wanted: Int, at offset: Int64) throws -> [UInt8] {
        readCount += 1
        largestRead = max(largestRead, wanted)
        guard let start = Int(exactly: offset), start < count else { return [] }
        let end = start + min(wanted, count - start)
        var part = Array(base[start..<end])
        for (place, byte) in changes where place >= start && place < end { part[place - start] = byte }
        bytesRead += part.count
        return part
    }

    /// Changes some bytes.
    func put(_ bytes: [UInt8], at offset: Int) {
        for (index, byte) in bytes.enumerated() where offset + index < base.count { changes[offset + index] = byte }
    }

    /// Changes it in one of the ways in which files are spoilt, or made to deceive.
    /// - Parameter places: where the structures are; most changes go there.
    func mutate(with random: inout SeededRandom, around places: [Int]) {
        if Int.random(in: 0..<8, using: &random) == 0 {
            count = Int.random(in: 0...base.count, using: &random)
        }
        for _ in 0...Int.random(in: 0..<4, using: &random) {
            let place: Int
            if let near = places.randomElement(using: &random), Int.random(in: 0..<10, using: &random) > 0 {
                place = near + Int.random(in: 0..<128, using: &random) & ~3
            } else {
                place = Int.random(in: 0..<base.count, using: &random)
            }
            put(value(&random), at: place)
        }
    }

    private func value(_ random: inout SeededRandom) -> [UInt8] {
        let width = [1, 2, 4, 8].randomElement(using: &random) ?? 1
        switch Int.random(in: 0..<6, using: &random) {
        case 0: return Array(repeating: 0, count: width)
        case 1: return Array(repeating: 0xFF, count: width)
        case 2: return [0x7F] + Array(repeating: 0xFF, count: width - 1)
        case 3: return Array(repeating: 0xFF, count: width - 1) + [0x7F]
        case 4: return [0x80] + Array(repeating: 0, count: width - 1)
        default: return (0..<width).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        }
    }
}
