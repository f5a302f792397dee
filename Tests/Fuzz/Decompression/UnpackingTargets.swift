@testable import Decompression

extension FuzzTarget {
    /// Compressed data, a target for each kind.
    static let unpacking: [FuzzTarget] = Compression.allCases.map { kind in
        FuzzTarget(kind.rawValue, longest: 2048) { bytes in
            let whole = unpacked([bytes], kind)
            let cut = bytes.count / 3 + 1
            let pieces = stride(from: 0, to: bytes.count, by: cut).map { Array(bytes[$0..<min(bytes.count, $0 + cut)]) }
            let parts = unpacked(pieces, kind)
            try promise(whole.fault == parts.fault, "pieces are the same data: \(whole.fault), not \(parts.fault)")
            guard whole.fault.isEmpty else { return }
            try promise(whole.bytes == parts.bytes, "pieces give the same bytes")
            guard whole.isDone, let stated = try statedSize(bytes, kind) else { return }
            try promise(
                stated == Int64(whole.bytes.count), "a size that is stated is true: \(stated), not \(whole.bytes.count)"
            )
        }
    }

    private static let most = 4 << 20

    /// - Returns: what came out, at most a little more than ``most``, and what was wrong.
    private static func unpacked(
        _ pieces: [[UInt8]], _ kind: Compression
    ) -> (bytes: [UInt8], fault: String, isDone: Bool) {
        var bytes: [UInt8] = []
        var rest = pieces[...]
        do throws(DecodingFault) {
            let unpacker = try Unpacker(kind)
            while !unpacker.isDone, bytes.count < most {
                let more = try unpacker.unpack()
                bytes += more
                guard more.isEmpty, !unpacker.isDone else { continue }
                if let piece = rest.popFirst() { unpacker.take(piece) } else { unpacker.end() }
            }
            return (bytes, "", unpacker.isDone)
        } catch {
            // The reason in brackets is the library's, and depends on how much it saw.
            return (bytes, String("\(error)".prefix { $0 != "(" }), false)
        }
    }

    private static func statedSize(_ bytes: [UInt8], _ kind: Compression) throws -> Int64? {
        let file = try UnnamedFile(bytes)
        return withExtendedLifetime(file) { kind.statedSize(of: $0.descriptor) }
    }
}
