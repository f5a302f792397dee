import DiskImages
import Testing

/// Offsets are those of Microsoft's Virtual Hard Disk Image Format Specification.
struct `a VHD image` {
    /// Changes the footer and its copy alike, and makes the checksum fit.
    private static func footer(_ change: @escaping @Sendable ([UInt8]) -> [UInt8]) -> @Sendable ([UInt8]) -> [UInt8] {
        { image in
            let changed = summed(change(Array(image.suffix(512))), at: 64)
            let isDynamic = image.starts(with: "conectix".utf8)
            return (isDynamic ? image.with(changed, at: 0) : image).with(changed, at: image.count - 512)
        }
    }

    private static func header(_ change: @escaping @Sendable ([UInt8]) -> [UInt8]) -> @Sendable ([UInt8]) -> [UInt8] {
        { $0.with(summed(change(Array($0[512..<1536])), at: 36), at: 512) }
    }

    private static func summed(_ bytes: [UInt8], at place: Int) -> [UInt8] {
        let blank = bytes.with(be: UInt32(0), at: place)
        return blank.with(be: ~blank.reduce(UInt32(0)) { $0 + UInt32($1) }, at: place)
    }

    static let vectors: [Vector] = [
        Vector("as it is", "dynamic.vhd"),
        Vector("checksums that are made anew", "dynamic.vhd") { header { $0 }(footer { $0 }($0)) },
        Vector("differencing", "dynamic.vhd", refuses: ["parent"], footer { $0.with(be: UInt32(4), at: 60) }),
        Vector("type 9", "dynamic.vhd", refuses: ["malformed"], footer { $0.with(be: UInt32(9), at: 60) }),
        Vector(
            "version 2", "dynamic.vhd", refuses: ["unknown-feature"], footer { $0.with(be: UInt32(0x20000), at: 12) }),
        Vector("a wrong checksum", "dynamic.vhd", refuses: ["malformed"]) {
            $0.with([1], at: 24).with([1], at: $0.count - 488)
        },
        Vector("a copy that differs", "dynamic.vhd", refuses: ["malformed"]) {
            $0.with(summed(Array($0[..<512]).with([9], at: 24), at: 64), at: 0)
        },
        Vector("no footer", "dynamic.vhd", refuses: ["truncated"]) { Array($0.dropLast(512)) },
        Vector("no bytes", "dynamic.vhd", refuses: ["size"], footer { $0.with(be: UInt64(0), at: 48) }),
        Vector(
            "3 TiB", "dynamic.vhd", refuses: ["size"],
            footer { $0.with(be: UInt64(3) << 40, at: 48) }),
        Vector(
            "a header beyond the end", "dynamic.vhd", refuses: ["truncated"],
            footer { $0.with(be: UInt64.max - 9, at: 16) }),
        Vector(
            "a header over the footer", "dynamic.vhd", refuses: ["malformed"], footer { $0.with(be: UInt64(0), at: 16) }
        ),
        Vector("no header", "dynamic.vhd", refuses: ["malformed"]) { $0.with("xxxxxxxx", at: 512) },
        Vector("a wrong checksum of the header", "dynamic.vhd", refuses: ["malformed"]) { $0.with([7], at: 512 + 25) },
        Vector("a parent's name", "dynamic.vhd", refuses: ["parent"], header { $0.with("C", at: 65) }),
        Vector("a parent's id", "dynamic.vhd", refuses: ["parent"], header { $0.with([1], at: 40) }),
        Vector("a parent's locator", "dynamic.vhd", refuses: ["parent"], header { $0.with("W2ku", at: 576) }),
        Vector(
            "a table beyond the end", "dynamic.vhd", refuses: ["truncated"], header { $0.with(be: UInt64.max, at: 16) }),
        Vector("an endless table", "dynamic.vhd", refuses: ["truncated"], header { $0.with(be: UInt32.max, at: 28) }),
        Vector("too few blocks", "dynamic.vhd", refuses: ["size"], header { $0.with(be: UInt32(1), at: 28) }),
        Vector("blocks of no bytes", "dynamic.vhd", refuses: ["malformed"], header { $0.with(be: UInt32(0), at: 32) }),
        Vector("blocks of 3 bytes", "dynamic.vhd", refuses: ["malformed"], header { $0.with(be: UInt32(3), at: 32) }),
        Vector("a block beyond the end", "dynamic.vhd", refuses: ["truncated"]) {
            $0.with(be: UInt32(0xFFFF_FFFE), at: 1536)
        },
        Vector("a fixed one of another size", "fixed.vhd", warns: ["fixed-vhd", "size"]) {
            Array($0.dropFirst(1 << 20))
        },
        Vector(
            "a footer of a dynamic disk alone", "fixed.vhd", refuses: ["malformed"],
            footer { $0.with(be: UInt32(3), at: 60) }),
        Vector("a fixed one of a disk with partitions", "fixed.vhd", warns: ["fixed-vhd"]) {
            $0.with(MBR.sector([MBR.Entry(type: 0x83, start: 2048, count: 2048)]), at: 0)
        },
    ]

    @Test(arguments: vectors)
    func `is judged by its footer and its headers`(_ vector: Vector) async throws {
        let report = try await vector.report()
        #expect(report.format == .vhd)
        #expect(report.refused == vector.refused)
        #expect(report.warned == vector.warned)
    }

    @Test func `mentions a geometry of another size`() async throws {
        let report = try Self.footer { $0.with(be: UInt64(4 << 20), at: 48) }(try await Samples.bytes("fixed.vhd"))
            .inspected()
        #expect(report.virtualSize == 4 << 20)
        #expect(report.findings.contains { $0.name == .size && $0.level == .info })
    }

    @Test func `that is cut off is refused, wherever that was`() async throws {
        let whole = try await Samples.bytes("data.vhd")
        for count in [513, 1536, 4096, whole.count / 2, whole.count - 512, whole.count - 1] {
            #expect(try Array(whole.prefix(count)).inspected().refused.contains("truncated"), "\(count) bytes")
        }
    }
}
