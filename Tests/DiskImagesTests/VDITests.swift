import DiskImages
import Testing

/// Offsets are those of QEMU's block/vdi.c.
struct `a VDI image` {
    static let vectors: [Vector] = [
        Vector("as it is", "dynamic.vdi"),
        Vector("version 2", "dynamic.vdi", refuses: ["unknown-feature"]) { $0.with(le: UInt32(0x20000), at: 0x44) },
        Vector("an undo image", "dynamic.vdi", refuses: ["parent"]) { $0.with(le: UInt32(3), at: 0x4C) },
        Vector("a differencing image", "dynamic.vdi", refuses: ["parent"]) { $0.with(le: UInt32(4), at: 0x4C) },
        Vector("type 0", "dynamic.vdi", refuses: ["malformed"]) { $0.with(le: UInt32(0), at: 0x4C) },
        Vector("a link", "dynamic.vdi", refuses: ["parent"]) { $0.with([1], at: 0x1A8) },
        Vector("a parent", "dynamic.vdi", refuses: ["parent"]) { $0.with([1], at: 0x1C7) },
        Vector("sectors of 4096 bytes", "dynamic.vdi", refuses: ["malformed"]) { $0.with(le: UInt32(4096), at: 0x168) },
        Vector("a map off its sector", "dynamic.vdi", refuses: ["malformed"]) { $0.with(le: UInt32(513), at: 0x154) },
        Vector("a map over the header", "dynamic.vdi", refuses: ["malformed"]) { $0.with(le: UInt32(0), at: 0x154) },
        Vector("a map beyond the end", "dynamic.vdi", refuses: ["truncated"]) {
            $0.with(le: UInt32(1) << 31, at: 0x154)
        },
        Vector("data beyond the end", "data.vdi", refuses: ["truncated"]) { $0.with(le: UInt32(1) << 31, at: 0x158) },
        Vector("no bytes", "dynamic.vdi", refuses: ["size"]) { $0.with(le: UInt64(0), at: 0x170) },
        Vector("2⁶⁴-1 bytes", "dynamic.vdi", refuses: ["size"]) { $0.with(le: UInt64.max, at: 0x170) },
        Vector("more bytes than blocks", "dynamic.vdi", refuses: ["size"]) { $0.with(le: UInt64(5 << 20), at: 0x170) },
        Vector("blocks of 3 bytes", "dynamic.vdi", refuses: ["malformed", "size"]) {
            $0.with(le: UInt32(3), at: 0x178)
        },
        Vector("too many blocks", "dynamic.vdi", refuses: ["size", "truncated"]) {
            $0.with(le: UInt32(0x4000_0000), at: 0x180)
        },
        Vector("more in use than there are", "dynamic.vdi", refuses: ["malformed", "truncated"]) {
            $0.with(le: UInt32.max, at: 0x184)
        },
        Vector("a block beyond the end", "data.vdi", refuses: ["truncated"]) {
            let map = Int($0.le64(0x154) & 0xFFFF_FFFF)
            return $0.with(le: UInt32(1000), at: map)
        },
        Vector("a block of zeros", "data.vdi") {
            let map = Int($0.le64(0x154) & 0xFFFF_FFFF)
            return $0.with(le: UInt32(0xFFFF_FFFE), at: map)
        },
        Vector("cut off", "data.vdi", refuses: ["truncated"]) { Array($0.dropLast(1)) },
        Vector("cut off in the header", "data.vdi", refuses: ["truncated"]) { Array($0.prefix(0x1C7)) },
    ]

    @Test(arguments: vectors)
    func `is judged by its header`(_ vector: Vector) async throws {
        let report = try await vector.report()
        #expect(report.format == .vdi)
        #expect(report.refused == vector.refused)
        #expect(report.warned == vector.warned)
    }
}
