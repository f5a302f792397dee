import DiskImages
import Foundation
import Testing

/// What `qemu-img info --output=json` says.
private struct QEMUInfo: Decodable {
    let format: String
    let virtualSize: Int64

    enum CodingKeys: String, CodingKey {
        case format
        case virtualSize = "virtual-size"
    }

    init(of sample: Sample) async throws {
        let path = try await Samples.path(sample.name)
        let url = URL(filePath: path)
        let words = sample.qemuFormat == "vpc" || sample.qemuFormat == nil ? ["-f", sample.qemuFormat ?? "raw"] : []
        let text = try Tool("qemu-img").run(
            ["info", "--output=json"] + words + [url.lastPathComponent], in: url.deletingLastPathComponent().path)
        self = try JSONDecoder().decode(QEMUInfo.self, from: Data(text.utf8))
    }
}

struct `a file that a real program wrote` {
    private static let words: [String: DetectedFormat] = [
        "qcow2": .qcow2, "qcow": .qcow, "qed": .qed, "vmdk": .vmdk, "vpc": .vhd, "vhdx": .vhdx, "vdi": .vdi,
        "parallels": .ploop, "luks": .luks, "raw": .raw,
    ]

    /// Only the text is in that file; QEMU adds up the files beside it, which are never opened here.
    private static let textOnly = ["flat.vmdk", "split.vmdk", "split-flat.vmdk"]

    @Test(arguments: Samples.qemu)
    func `has the format and the virtual size that qemu-img says`(_ sample: Sample) async throws {
        let info = try await QEMUInfo(of: sample)
        let report = try await Samples.bytes(sample.name).inspected()
        #expect(report.format == Self.words[info.format])
        #expect(report.virtualSize == (Self.textOnly.contains(sample.name) ? nil : info.virtualSize))
    }

    private static let refused: [String: [String]] = [
        "outside.qcow2": ["data-file"], "outside-raw.qcow2": ["data-file"], "above.qcow2": ["backing-file"],
        "first.qcow": ["unsupported-format"], "disk.qed": ["unsupported-format"],
        "above.qed": ["backing-file", "unsupported-format"], "flat.vmdk": ["extent", "subformat"],
        "split.vmdk": ["subformat"], "split-flat.vmdk": ["extent", "subformat"], "above.vmdk": ["parent"],
        "disk.img.gz": ["compressed"], "disk.img.bz2": ["compressed"], "disk.img.xz": ["compressed"],
        "disk.tar": ["archive"],
    ]

    private static let warned: [String: [String]] = [
        "extended.qcow2": ["extended-l2"], "aes.qcow2": ["encrypted"], "locked.qcow2": ["encrypted"],
        "fixed.vhd": ["fixed-vhd"], "fixed-exact.vhd": ["fixed-vhd"], "disk.raw": ["blank"],
        "second.luks": ["unknown-feature"],
    ]

    @Test(arguments: Samples.all)
    func `is refused and warned of for what it has, and for nothing else`(_ sample: Sample) async throws {
        let report = try await Samples.bytes(sample.name).inspected()
        #expect(report.refused == Self.refused[sample.name] ?? [])
        #expect(report.warned == Self.warned[sample.name] ?? [])
    }

    private static let described: [(sample: String, format: DetectedFormat, subformat: String?)] = [
        ("old.qcow2", .qcow2, "version 2"), ("default.qcow2", .qcow2, "version 3"),
        ("sparse.vmdk", .vmdk, "monolithicSparse"), ("stream.vmdk", .vmdk, "streamOptimized"),
        ("flat.vmdk", .vmdk, "monolithicFlat"), ("dynamic.vhd", .vhd, "dynamic"), ("fixed.vhd", .vhd, "fixed"),
        ("dynamic.vhdx", .vhdx, "dynamic"), ("fixed.vhdx", .vhdx, "fixed"), ("dynamic.vdi", .vdi, "dynamic"),
        ("static.vdi", .vdi, "static"), ("volume.luks", .luks, "version 1"), ("second.luks", .luks, "version 2"),
        ("plain.iso", .iso, "ISO 9660"), ("bridge.iso", .iso, "ISO 9660 and UDF"),
        ("hybrid-mbr.iso", .iso, "ISO 9660, starts from a disk too (MBR)"),
        ("hybrid-gpt.iso", .iso, "ISO 9660, starts from a disk too (GPT)"),
        ("gpt.raw", .gpt, "512-byte sectors"), ("mbr.raw", .mbr, nil),
        ("ext4.img", .raw, "ext4 file system"), ("ext3.img", .raw, "ext3 file system"),
        ("ext2.img", .raw, "ext2 file system"), ("fat.img", .raw, "FAT file system"), ("swap.img", .raw, "swap space"),
        ("disk.img.gz", .gzip, "of 'disk.img'"), ("disk.img.bz2", .bzip2, nil), ("disk.img.xz", .xz, nil),
        ("disk.tar", .tar, nil), ("machine.ova", .ova, nil),
    ]

    @Test(arguments: described.indices)
    func `is named with its kind`(_ index: Int) async throws {
        let row = Self.described[index]
        let report = try await Samples.bytes(row.sample).inspected()
        #expect(report.format == row.format, "\(row.sample)")
        #expect(report.subformat == row.subformat, "\(row.sample)")
    }

    @Test(arguments: ["plain.iso", "tight.iso", "hybrid-mbr.iso", "hybrid-gpt.iso"])
    func `is a disc as large as its volume says`(_ name: String) async throws {
        let bytes = try await Samples.bytes(name)
        let size = try #require(try bytes.inspected().virtualSize)
        #expect(size > 32768 && size <= bytes.count && size % 2048 == 0)
        #expect(size == Int64(bytes.le64(32848) & 0xFFFF_FFFF) * 2048)
    }

    @Test(arguments: Samples.all)
    func `reads the same through a descriptor as from memory`(_ sample: Sample) async throws {
        let handle = try FileHandle(forReadingFrom: URL(filePath: try await Samples.path(sample.name)))
        let report = try DiskImageInspector.inspect(descriptor: handle.fileDescriptor)
        #expect(report == (try await Samples.bytes(sample.name).inspected()))
        #expect(report.dataSize == Int64(try handle.seekToEnd()))
    }
}
