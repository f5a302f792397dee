import DiskImages
import Testing

/// Offsets are those of ECMA-119; the first descriptor is in sector 16 of 2048 bytes.
struct `an optical disc` {
    private static let volume = 16 * 2048

    static let vectors: [Vector] = [
        Vector("as it is", "plain.iso"),
        Vector("two sizes that differ", "plain.iso", refuses: ["malformed"]) {
            $0.with(be: UInt32(5), at: volume + 84)
        },
        Vector("two block sizes that differ", "plain.iso", refuses: ["malformed"]) {
            $0.with(be: UInt16(5), at: volume + 130)
        },
        Vector("no blocks", "plain.iso", refuses: ["size"]) {
            $0.with(le: UInt32(0), at: volume + 80).with(be: UInt32(0), at: volume + 84)
        },
        Vector("more blocks than the file has", "plain.iso", refuses: ["truncated"]) {
            $0.with(le: UInt32.max, at: volume + 80).with(be: UInt32.max, at: volume + 84)
        },
        Vector("blocks of no bytes", "plain.iso", refuses: ["malformed", "size"]) {
            $0.with(.zeros(4), at: volume + 128)
        },
        Vector("version 2", "plain.iso", refuses: ["unknown-feature"]) { $0.with([2], at: volume + 6) },
        Vector("no primary volume", "plain.iso", refuses: ["malformed"]) { $0.with([3], at: volume) },
        Vector("cut off", "plain.iso", refuses: ["truncated"]) { Array($0.dropLast(1)) },
        Vector("half of it", "plain.iso", refuses: ["truncated"]) { Array($0.prefix($0.count / 2)) },
        Vector("cut off in the volume descriptor", "plain.iso", refuses: ["truncated"]) {
            Array($0.prefix(volume + 80))
        },
        Vector("a boot record before the volume", "plain.iso") { image in
            Array(image[..<volume]) + [UInt8].zeros(2048).with("\0CD001\u{1}", at: 0) + Array(image[volume...])
        },
    ]

    @Test(arguments: vectors)
    func `is judged by its volume descriptor`(_ vector: Vector) async throws {
        let report = try await vector.report()
        #expect(report.format == .iso)
        #expect(report.refused == vector.refused)
        #expect(report.warned == vector.warned)
    }

    @Test(arguments: ["NSR02", "NSR03"])
    func `is known by UDF alone`(_ mark: String) throws {
        let bytes = [UInt8].zeros(1 << 20).with("BEA01", at: 32769).with(mark, at: 34817).with("TEA01", at: 36865)
        let report = try bytes.inspected()
        #expect(report.format == .iso)
        #expect(report.subformat == "UDF")
        #expect(report.findings == [])
    }

    @Test func `may start from a disk too`() async throws {
        for name in ["hybrid-mbr.iso", "hybrid-gpt.iso"] {
            let report = try await Samples.bytes(name).inspected()
            #expect(report.isHybridDisc)
            #expect(report.findings == [])
        }
        #expect(try await Samples.bytes("plain.iso").inspected().isHybridDisc == false)
    }
}
