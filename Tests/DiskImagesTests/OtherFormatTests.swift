import DiskImages
import Testing

struct `a format beside the common ones` {
    static let vectors: [Vector] = [
        // Parallels: QEMU, docs/interop/parallels.txt.
        Vector("as it is", "disk.hds"),
        Vector("in use", "disk.hds", warns: ["dirty"]) { $0.with(le: UInt32(0x746F_6E59), at: 44) },
        Vector("version 3", "disk.hds", refuses: ["unknown-feature"]) { $0.with(le: UInt32(3), at: 16) },
        Vector("too few clusters", "disk.hds", refuses: ["size"]) { $0.with(le: UInt32(1), at: 32) },
        Vector("endless clusters", "disk.hds", refuses: ["malformed", "truncated"]) { $0.with(le: UInt32.max, at: 32) },
        Vector("clusters of no bytes", "disk.hds", refuses: ["malformed", "size"]) { $0.with(le: UInt32(0), at: 28) },
        Vector("2⁶⁴-1 sectors", "disk.hds", refuses: ["size"]) { $0.with(le: UInt64.max, at: 36) },
        Vector("no sectors", "disk.hds", refuses: ["size"]) { $0.with(le: UInt64(0), at: 36) },
        Vector("data inside the table", "disk.hds", refuses: ["malformed"]) {
            $0.with(le: UInt32(100_000), at: 32).with(.zeros(1 << 20), at: $0.count).with(le: UInt32(1), at: 48)
        },
        Vector("an extension beyond the end", "disk.hds", refuses: ["truncated"]) { $0.with(le: UInt64.max, at: 56) },
        Vector("cut off", "data.hds", refuses: ["truncated"]) { Array($0.prefix($0.count / 2)) },
        Vector("cut off in its last cluster", "data.hds", refuses: ["truncated"]) { Array($0.dropLast(1)) },
        // QED: QEMU, docs/interop/qed_spec.txt.
        Vector("a backing file", "disk.qed", refuses: ["backing-file", "unsupported-format"]) {
            $0.with(le: UInt64(1), at: 16)
        },
        Vector("a name beyond the end", "disk.qed", refuses: ["backing-file", "unsupported-format"]) {
            $0.with(le: UInt32.max, at: 56).with(le: UInt32.max, at: 60)
        },
        // The first qcow: QEMU, block/qcow.c.
        Vector("a backing file", "first.qcow", refuses: ["backing-file", "unsupported-format"]) {
            $0.with(be: UInt64.max, at: 8).with(be: UInt32.max, at: 16)
        },
        Vector("clusters of 2^200", "first.qcow", refuses: ["malformed", "unsupported-format"]) {
            $0.with([200], at: 32)
        },
        Vector("a table beyond the end", "first.qcow", refuses: ["truncated", "unsupported-format"]) {
            $0.with(be: UInt64.max, at: 40)
        },
        // LUKS.
        Vector("data beyond the end", "volume.luks", refuses: ["truncated"]) { $0.with(be: UInt32.max, at: 104) },
        Vector("version 3", "volume.luks", refuses: ["unknown-feature"]) { $0.with(be: UInt16(3), at: 6) },
        Vector("cut off in the header", "volume.luks", refuses: ["truncated"], warns: ["odd-size"]) {
            Array($0.prefix(300))
        },
        Vector(
            "a second header beyond the end", "second.luks", refuses: ["truncated"], warns: ["unknown-feature"]
        ) {
            $0.with(be: UInt64.max, at: 8)
        },
    ]

    @Test(arguments: vectors)
    func `is judged by its header`(_ vector: Vector) async throws {
        let report = try await vector.report()
        #expect(report.refused == vector.refused)
        #expect(report.warned == vector.warned)
    }

    private static let named: [(mark: String, place: Int, format: DetectedFormat)] = [
        ("Bochs Virtual HD Image", 0, .bochs),
        ("#!/bin/sh\n#V2.0 Format\nmodprobe cloop file=$0", 0, .cloop),
        ("koly", 4096 - 512, .dmg),
        ("<?xml version=\"1.0\"?>\n<Envelope xmlns=\"x\">", 0, .ovf),
    ]

    @Test(arguments: named.indices)
    func `is named, and refused when no service takes it`(_ index: Int) throws {
        let row = Self.named[index]
        let report = try [UInt8].zeros(4096).with(row.mark, at: row.place).inspected()
        #expect(report.format == row.format)
        #expect(report.refused == ["unsupported-format"])
        #expect(report.format.diskFormat == nil)
    }

    private static let packed: [(mark: [UInt8], place: Int, format: DetectedFormat, finding: String)] = [
        ([0x28, 0xB5, 0x2F, 0xFD], 0, .zstd, "compressed"), ([0x04, 0x22, 0x4D, 0x18], 0, .lz4, "compressed"),
        ([0x02, 0x21, 0x4C, 0x18], 0, .lz4, "compressed"),
        ([0x5D, 0, 0, 0x80, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], 0, .lzma, "compressed"),
        ([0x50, 0x4B, 3, 4], 0, .zip, "archive"), ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], 0, .sevenZip, "archive"),
        (Array("-lh5-".utf8), 2, .lha, "archive"), (Array("ustar".utf8), 257, .tar, "archive"),
    ]

    @Test(arguments: packed.indices)
    func `is known by its mark when it is packed, and must be unpacked first`(_ index: Int) throws {
        let row = Self.packed[index]
        let report = try [UInt8].zeros(4096).with(row.mark, at: row.place).inspected()
        #expect(report.format == row.format)
        #expect(report.refused == [row.finding])
        #expect(report.virtualSize == nil)
    }

    @Test func `is a kernel or what it starts with`() throws {
        let kernel = [UInt8].zeros(8192).with([0x55, 0xAA], at: 510).with("HdrS", at: 514)
        #expect(try kernel.inspected().format == .kernel)
        #expect(try [UInt8].zeros(8192).with("ARMd", at: 56).inspected().subformat == "arm64")
        #expect(try [UInt8].zeros(8192).with("070701", at: 0).inspected().format == .initramfs)
    }
}

struct `data that no format claims` {
    @Test func `is raw, as large as it is`() throws {
        let report = try [UInt8](repeating: 0xA5, count: 1024).inspected()
        #expect(report.format == .raw)
        #expect(report.virtualSize == 1024)
        #expect(report.findings == [])
    }

    @Test func `is warned of when there is none, or only zeros, or half a sector`() throws {
        #expect(try [UInt8]().inspected().warned == ["empty"])
        #expect(try [UInt8].zeros(4096).inspected().warned == ["blank"])
        #expect(try [UInt8](repeating: 0xA5, count: 513).inspected().warned == ["odd-size"])
        #expect(try [UInt8].zeros(1 << 20).with([1], at: (1 << 20) - 1).inspected().warned == [])
    }

    @Test(arguments: [
        "<html><body>404 Not Found</body></html>", "{\"error\": \"no such image\"}", "\n\n  <html>\n",
        String(repeating: "ä", count: 4000),
    ])
    func `is warned of when it is text, with its first line`(_ text: String) throws {
        let report = try Array(text.utf8).inspected()
        #expect(report.warned.contains("text"))
        let line = text.split(separator: "\n").map { $0.drop(while: \.isWhitespace) }.first { !$0.isEmpty } ?? ""
        #expect(report[.text]?.text == "this looks like text: '\(line.prefix(80))'")
    }

    private static let systems: [(mark: [UInt8], place: Int, name: String)] = [
        (Array("XFSB".utf8), 0, "XFS file system"), (Array("hsqs".utf8), 0, "squashfs file system"),
        (Array("_BHRfS_M".utf8), 65_600, "Btrfs file system"), (Array("LABELONE".utf8), 512, "LVM physical volume"),
        ([0x7F, 0x45, 0x4C, 0x46], 0, "ELF program"),
    ]

    @Test(arguments: systems.indices)
    func `is described by the file system in it`(_ index: Int) throws {
        let row = Self.systems[index]
        let report = try [UInt8].zeros(1 << 17).with(row.mark, at: row.place).inspected()
        #expect(report.format == .raw)
        #expect(report.subformat == row.name)
        #expect(report.findings == [])
    }
}
