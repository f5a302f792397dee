import DiskImages
import Testing

/// Offsets are those of QEMU's docs/interop/qcow2.txt.
struct `a qcow2 image` {
    private static func feature(_ bit: UInt64) -> @Sendable ([UInt8]) -> [UInt8] {
        { $0.with(be: $0.be64(72) | 1 << bit, at: 72) }
    }

    /// Puts one extension before those that are there, which follow the header of 112 bytes.
    private static func insert(_ type: UInt32, _ text: String) -> @Sendable ([UInt8]) -> [UInt8] {
        { image in
            let padded = Array(text.utf8) + .zeros((8 - text.utf8.count % 8) % 8)
            let rest = Array(image[112..<1024])
            return image.with(be: type, at: 112).with(be: UInt32(text.utf8.count), at: 116).with(padded, at: 120)
                .with(rest, at: 120 + padded.count)
        }
    }

    static let harmless: [Vector] = [
        Vector("lazy reference counts", "lazy.qcow2"),
        Vector("not closed properly", "default.qcow2", warns: ["dirty"], feature(0)),
        Vector("a bitmap extension", "default.qcow2", insert(0x2385_2875, "12345678")),
        Vector("an internal snapshot", "data.qcow2", warns: ["snapshots"]) {
            $0.with(be: UInt32(1), at: 60).with(be: UInt64(0x10000), at: 64)
        },
        Vector("zeros in place of all extensions", "default.qcow2") { $0.with(.zeros(400), at: 112) },
    ]

    static let references: [Vector] = [
        Vector("a backing file", "default.qcow2", refuses: ["backing-file"]) {
            $0.with(be: UInt64(1024), at: 8).with(be: UInt32(11), at: 16).with("/etc/passwd", at: 1024)
        },
        Vector("a backing file beyond the end", "default.qcow2", refuses: ["backing-file"]) {
            $0.with(be: UInt64.max, at: 8).with(be: UInt32.max, at: 16)
        },
        Vector("a name without a place", "default.qcow2", refuses: ["backing-file"]) { $0.with(be: UInt32(4), at: 16) },
        Vector(
            "only the format of a backing file", "default.qcow2", refuses: ["backing-file"], insert(0xE279_2ACA, "raw")),
        Vector("an old one with a backing file", "old.qcow2", refuses: ["backing-file"]) {
            $0.with(be: UInt64(1024), at: 8).with(be: UInt32(4), at: 16)
        },
        Vector("the bit of a data file", "default.qcow2", refuses: ["data-file"], feature(2)),
        Vector(
            "the name of a data file", "default.qcow2", refuses: ["data-file"],
            insert(0x4441_5441, "json:{\"driver\":\"file\"}")),
        Vector("the mark of a raw data file", "default.qcow2", refuses: ["data-file"]) {
            $0.with(be: UInt64(2), at: 88)
        },
    ]

    static let features: [Vector] = [
        Vector("feature 5", "default.qcow2", refuses: ["unknown-feature"], feature(5)),
        Vector("feature 63", "default.qcow2", refuses: ["unknown-feature"], feature(63)),
        Vector("marked as damaged", "default.qcow2", refuses: ["corrupt"], feature(1)),
        Vector("version 4", "default.qcow2", refuses: ["unknown-feature"]) { $0.with(be: UInt32(4), at: 4) },
        Vector("version 0", "default.qcow2", refuses: ["unknown-feature"]) { $0.with(be: UInt32(0), at: 4) },
        Vector("version 2³²-1", "default.qcow2", refuses: ["unknown-feature"]) { $0.with(be: UInt32.max, at: 4) },
        Vector("compression 2", "zstd.qcow2", refuses: ["unknown-feature"]) { $0.with([2], at: 104) },
        Vector("zstd without its feature", "default.qcow2", refuses: ["malformed"]) { $0.with([1], at: 104) },
        Vector("its feature without zstd", "zstd.qcow2", refuses: ["malformed"]) { $0.with([0], at: 104) },
        Vector("encryption 3", "default.qcow2", refuses: ["unknown-feature"]) { $0.with(be: UInt32(3), at: 32) },
        Vector(
            "extended L2 entries in small clusters", "small-clusters.qcow2", refuses: ["malformed", "size"],
            warns: ["extended-l2"], feature(4)),
    ]

    static let layout: [Vector] =
        [8, 22, 200, UInt32.max].map { bits in
            Vector("clusters of 2^\(bits)", "default.qcow2", refuses: ["malformed"]) { $0.with(be: bits, at: 20) }
        }
        + [0, 96, 105, 1 << 31, UInt32.max].map { length in
            Vector("a header of \(length) bytes", "default.qcow2", refuses: ["malformed"]) {
                $0.with(be: length, at: 100)
            }
        }
        + [
            Vector("counts of 2^7 bits", "default.qcow2", refuses: ["malformed"]) { $0.with(be: UInt32(7), at: 96) },
            Vector("a table off its cluster", "default.qcow2", refuses: ["malformed"]) {
                $0.with(be: $0.be64(48) + 8, at: 48)
            },
            Vector("a table over the header", "default.qcow2", refuses: ["malformed"]) {
                $0.with(be: UInt64(0), at: 48)
            },
            Vector("no refcount table", "default.qcow2", refuses: ["malformed"]) { $0.with(be: UInt32(0), at: 56) },
            Vector("an endless refcount table", "default.qcow2", refuses: ["malformed"]) {
                $0.with(be: UInt32.max, at: 56)
            },
            Vector("a table beyond the end", "default.qcow2", refuses: ["truncated"]) {
                $0.with(be: UInt64(1) << 40, at: 48)
            },
            Vector("an L1 table at the end of numbers", "default.qcow2", refuses: ["truncated"]) {
                $0.with(be: UInt64.max << 16, at: 40)
            },
            Vector(
                "snapshots beyond the end", "default.qcow2", refuses: ["malformed", "truncated"], warns: ["snapshots"]
            ) { $0.with(be: UInt32.max, at: 60).with(be: UInt64(1) << 40, at: 64) },
            Vector("an extension that is too long", "default.qcow2", refuses: ["malformed"]) {
                $0.with(be: UInt32.max, at: 116)
            },
            Vector("endless extensions", "default.qcow2", refuses: ["malformed"]) { image in
                stride(from: 112, to: 4096, by: 8).reduce(image) { $0.with(be: UInt64(0x1234_5678_0000_0000), at: $1) }
            },
        ]

    static let sizes: [Vector] =
        [0, 4_194_305, UInt64(1) << 63, UInt64.max].map { size in
            Vector("\(size) bytes", "default.qcow2", refuses: ["size"]) { $0.with(be: size, at: 24) }
        }
        + [
            Vector("2⁶³-512 bytes", "default.qcow2", refuses: ["size"]) {
                $0.with(be: UInt64(Int64.max) - 511, at: 24)
            },
            Vector("more than its L1 table reaches", "default.qcow2", refuses: ["size"]) {
                $0.with(be: UInt64(1) << 30, at: 24)
            },
            Vector("no L1 table", "default.qcow2", refuses: ["size"]) { $0.with(be: UInt32(0), at: 36) },
            Vector("an L1 table of 32 GiB", "default.qcow2", refuses: ["size", "truncated"]) {
                $0.with(be: UInt32.max, at: 36)
            },
        ]

    @Test(arguments: harmless + references + features + layout + sizes)
    func `is judged by its header`(_ vector: Vector) async throws {
        let report = try await vector.report()
        #expect(report.format == .qcow2)
        #expect(report.refused == vector.refused)
        #expect(report.warned == vector.warned)
    }

    @Test func `names the file below it, and never looks for it`() async throws {
        let report = try await Samples.bytes("default.qcow2").with(be: UInt64(1024), at: 8).with(be: UInt32(11), at: 16)
            .with("/etc/passwd", at: 1024).inspected()
        #expect(report[.backingFile]?.text == "it reads from another file of the host below it: '/etc/passwd'")
    }

    @Test func `of the first version is refused under its own name`() async throws {
        let report = try await Samples.bytes("default.qcow2").with(be: UInt32(1), at: 4).inspected()
        #expect(report.format == .qcow)
        #expect(report.refused.contains("unsupported-format"))
    }

    @Test(arguments: ["data.qcow2", "compressed.qcow2", "counts-1.qcow2", "counts-64.qcow2", "full.qcow2"])
    func `that lost its last clusters is found to be cut off`(_ name: String) async throws {
        let whole = try await Samples.bytes(name)
        #expect(try whole.inspected().refused == [])
        #expect(try Array(whole.dropLast(128 << 10)).inspected().refused == ["truncated"])
        #expect(try Array(whole.prefix(whole.count / 2)).inspected().refused == ["truncated"])
    }

    /// The counts say that all is well; only the table tells.
    @Test func `that points to a table beyond its end is cut off`() async throws {
        let whole = try await Samples.bytes("data.qcow2")
        let place = Int(whole.be64(40))
        #expect(try whole.with(be: UInt64(1) << 63 | 1 << 40, at: place).inspected().refused == ["truncated"])
        #expect(try whole.with(be: whole.be64(place) & ~(1 << 63), at: place).inspected().refused == [])
    }

    @Test func `warns of a size that would fill a host`() async throws {
        let bytes = try await Samples.bytes("default.qcow2").with(be: UInt64(1) << 38, at: 24).with(
            be: UInt32(512), at: 36)
        let report = try bytes.with([0], at: 0x30FFF).inspected()
        #expect(report.warned == ["expands"])
        #expect(report.virtualSize == 1 << 38)
    }
}
