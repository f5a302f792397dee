import Foundation

extension Samples {
    static let all = qemu + discs + partitioned + fileSystems + wrapped

    /// Every format and kind that qemu-img writes.
    static let qemu: [Sample] = [
        .create("default.qcow2", "qcow2"),
        .create("old.qcow2", "qcow2", "compat=0.10"),
        .create("zstd.qcow2", "qcow2", "compression_type=zstd"),
        .create("extended.qcow2", "qcow2", "extended_l2=on"),
        .create("lazy.qcow2", "qcow2", "lazy_refcounts=on"),
        .create("small-clusters.qcow2", "qcow2", "cluster_size=512"),
        .create("large-clusters.qcow2", "qcow2", "cluster_size=2M"),
        .create("counts-1.qcow2", "qcow2", "refcount_bits=1,preallocation=metadata"),
        .create("counts-64.qcow2", "qcow2", "refcount_bits=64,preallocation=metadata"),
        .create("falloc.qcow2", "qcow2", "preallocation=falloc"),
        .create("full.qcow2", "qcow2", "preallocation=full"),
        .create("aes.qcow2", "qcow2", "encrypt.format=aes,encrypt.key-secret=key", hasKey: true),
        .create("locked.qcow2", "qcow2", "encrypt.format=luks,encrypt.key-secret=key", hasKey: true),
        .create("outside.qcow2", "qcow2", "data_file=outside.data"),
        .create("outside-raw.qcow2", "qcow2", "data_file=outside-raw.data,data_file_raw=on"),
        Sample(name: "above.qcow2", maker: .below(format: "qcow2", parent: "base.qcow2"), qemuFormat: "qcow2"),
        .convert("data.qcow2", "qcow2"),
        .convert("compressed.qcow2", "qcow2", "-c"),
        .create("first.qcow", "qcow"),
        .create("disk.qed", "qed"),
        Sample(name: "above.qed", maker: .below(format: "qed", parent: "base.qed"), qemuFormat: "qed"),
        .create("sparse.vmdk", "vmdk", "subformat=monolithicSparse"),
        .create("flat.vmdk", "vmdk", "subformat=monolithicFlat"),
        .create("split.vmdk", "vmdk", "subformat=twoGbMaxExtentSparse"),
        .create("split-flat.vmdk", "vmdk", "subformat=twoGbMaxExtentFlat"),
        .create("stream.vmdk", "vmdk", "subformat=streamOptimized"),
        .convert("data.vmdk", "vmdk"),
        .convert("data-stream.vmdk", "vmdk", "subformat=streamOptimized"),
        Sample(name: "above.vmdk", maker: .below(format: "vmdk", parent: "base.vmdk"), qemuFormat: "vmdk"),
        .create("dynamic.vhd", "vpc", "subformat=dynamic"),
        .create("dynamic-exact.vhd", "vpc", "subformat=dynamic,force_size=on"),
        .create("fixed.vhd", "vpc", "subformat=fixed"),
        .create("fixed-exact.vhd", "vpc", "subformat=fixed,force_size=on"),
        .convert("data.vhd", "vpc"),
        .create("dynamic.vhdx", "vhdx", "subformat=dynamic"),
        .create("fixed.vhdx", "vhdx", "subformat=fixed"),
        .convert("data.vhdx", "vhdx"),
        .create("dynamic.vdi", "vdi"),
        .create("static.vdi", "vdi", "static=on"),
        .convert("data.vdi", "vdi"),
        .create("disk.hds", "parallels"),
        .convert("data.hds", "parallels"),
        .create("volume.luks", "luks", "key-secret=key", hasKey: true),
        .create("disk.raw", "raw"),
    ]

    static let discs: [Sample] = [
        .program("plain.iso") { try Tool("genisoimage").run(["-quiet", "-o", $1, try files(in: $0)], in: $0) },
        .program("tight.iso") {
            try Tool("genisoimage").run(["-quiet", "-no-pad", "-o", $1, try files(in: $0)], in: $0)
        },
        .program("bridge.iso") {
            try Tool("genisoimage").run(["-quiet", "-udf", "-o", $1, try files(in: $0)], in: $0)
        },
        .program("hybrid-mbr.iso") { try hybrid(in: $0, $1, []) },
        .program("hybrid-gpt.iso") { try hybrid(in: $0, $1, ["-appended_part_as_gpt"]) },
    ]

    static let partitioned: [Sample] = [
        .program("gpt.raw") { try partition(in: $0, $1, "label: gpt\nsize=1M\nsize=1M\n") },
        .program("mbr.raw") { try partition(in: $0, $1, "label: dos\nsize=1M, bootable\nsize=1M\n") },
    ]

    static let fileSystems: [Sample] = [
        .program("ext4.img") { try fill(in: $0, $1, "mkfs.ext4", ["-q", $1]) },
        .program("ext3.img") { try fill(in: $0, $1, "mkfs.ext3", ["-q", $1]) },
        .program("ext2.img") { try fill(in: $0, $1, "mkfs.ext2", ["-q", $1]) },
        .program("fat.img") { try fill(in: $0, $1, "mkfs.vfat", [$1]) },
        .program("swap.img") { try fill(in: $0, $1, "mkswap", [$1]) },
        .program("second.luks") {
            // Without the least work on the key, which nobody will ever derive again.
            let words = ["--type", "luks2", "--pbkdf", "pbkdf2", "--pbkdf-force-iterations", "1000", "-q", $1, "-"]
            try fill(in: $0, $1, "cryptsetup", ["luksFormat"] + words, size: 32 << 20, input: "imgsh")
        },
    ]

    static let wrapped: [Sample] = [
        .program("disk.img.gz") {
            try pack(in: $0, "gzip", ["-k"]); _ = $1
        },
        .program("disk.img.bz2") {
            try pack(in: $0, "bzip2", ["-k"]); _ = $1
        },
        .program("disk.img.xz") {
            try pack(in: $0, "xz", ["-k"]); _ = $1
        },
        .program("disk.tar") { try Tool("tar").run(["-cf", $1, try files(in: $0)], in: $0) },
        .program("machine.ova") {
            let files = try files(in: $0)
            try Tool("tar").run(["--format=ustar", "-C", files, "-cf", $1, "machine.ovf", "hello"], in: $0)
        },
    ]

    private static func files(in directory: String) throws -> String {
        let place = URL(filePath: directory).appending(path: "files")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        try Data("hello\n".utf8).write(to: place.appending(path: "hello"))
        try Data("<?xml version=\"1.0\"?>\n<Envelope/>\n".utf8).write(to: place.appending(path: "machine.ovf"))
        return "files"
    }

    private static func hybrid(in directory: String, _ name: String, _ options: [String]) throws {
        try fill(in: directory, "efi.img", "mkfs.vfat", ["efi.img"], size: 1 << 20)
        let words = ["-as", "mkisofs", "-quiet", "-o", name, "-append_partition", "2", "0xef", "efi.img"]
        try Tool("xorriso").run(words + options + [try files(in: directory)], in: directory)
    }

    private static func partition(in directory: String, _ name: String, _ script: String) throws {
        try fill(in: directory, name, "sfdisk", ["-q", name], input: script)
    }

    /// Makes an empty disk and has a program write to it.
    private static func fill(
        in directory: String, _ name: String, _ program: String, _ words: [String], size: UInt64 = 4 << 20,
        input: String = ""
    ) throws {
        let file = URL(filePath: directory).appending(path: name)
        try Data().write(to: file)
        let handle = try FileHandle(forWritingTo: file)
        try handle.truncate(atOffset: size)
        try handle.close()
        try Tool(program).run(words, in: directory, input: input)
    }

    private static func pack(in directory: String, _ program: String, _ options: [String]) throws {
        try Data("a disk\n".utf8).write(to: URL(filePath: directory).appending(path: "disk.img"))
        try Tool(program).run(options + ["disk.img"], in: directory)
    }
}
