import BackendKit
import Foundation
import ImageHashing
import TestSupport
import Testing

/// Files that the programs of the system compressed, sent into the local store.
struct `an image of a compressed file` {
    private let program: TestProgram
    /// A disk with a file system's worth of zeros and some data.
    private let disk: [UInt8]

    init() throws {
        program = try TestProgram()
        let path = program.directory("disk.qcow2")
        try Tool.run("qemu-img", ["create", "-q", "-f", "qcow2", path, "3M"])
        try Tool.run("qemu-io", ["-c", "write -q -P 5 100k 1M", path])
        disk = try program.directory.read("disk.qcow2")
    }

    private func pack(_ packer: Packer, _ bytes: [UInt8]? = nil) throws -> String {
        let name = "disk.qcow2.\(packer.ending)"
        try program.directory.write(name, try packer.pack(bytes ?? disk))
        return name
    }

    private func sha512(_ bytes: [UInt8]) throws -> String {
        var hasher = try #require(ImageHasher("sha512"))
        hasher.update(bytes)
        return hasher.value.value
    }

    private let shown = ["-f", "value", "-c", "disk_format", "-c", "size", "-c", "virtual_size", "-c", "os_hash_value"]

    /// Its data is the plain file's, and nothing else is there.
    private func expectDisk(_ result: TestProgram.Result) async throws {
        let lines = ["qcow2", "\(disk.count)", "3145728", try sha512(disk)]
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.split(separator: "\n").map(String.init) == lines, "\(result.output)")
        #expect(try await program.run("image", "save", "x", "--file", "copy").status == 0)
        #expect(try program.directory.read("copy") == disk)
    }

    @Test(arguments: Packer.allCases)
    func `is made of what is inside, whose format is seen`(_ packer: Packer) async throws {
        let name = try pack(packer)
        let result = try await program.run(["image", "create", "x", "--file", name, "--decompress"] + shown)
        try await expectDisk(result)
        #expect(result.errors.contains("what is in '\(name)' is taken as qcow2, a disk of 3.0 MiB"), "\(result.errors)")
    }

    @Test(arguments: Packer.allCases)
    func `is made from standard input too, and of several members`(_ packer: Packer) async throws {
        let packed = try packer.pack(Array(disk.prefix(70_000))) + packer.pack(Array(disk.dropFirst(70_000)))
        let words = ["image", "create", "x", "--file", "-", "--decompress"]
        try await expectDisk(try await program.run(words + shown, input: packed))
    }

    @Test func `is the data of a record made before`() async throws {
        let name = try pack(.zstd)
        let made = try await program.run("-c", "image create x --disk-format qcow2 --container-format bare")
        #expect(made.status == 0, "\(made.errors)")
        try await expectDisk(try await program.run(["image", "upload", "x", "--file", name, "--decompress"] + shown))
    }

    @Test func `is refused without --decompress, which the refusal names`() async throws {
        let name = try pack(.xz)
        let result = try await program.run("image", "create", "x", "--file", name)
        #expect(result.status == 6 && result.errors.contains("try: --decompress"), "\(result.errors)")
        #expect(try await program.run("image", "list", "-f", "value").output.isEmpty)
    }

    @Test func `is sent as it is when it is not compressed after all, and says so`() async throws {
        let result = try await program.run(
            ["image", "create", "x", "--file", "disk.qcow2", "--decompress"] + shown)
        try await expectDisk(result)
        #expect(result.errors.contains("'disk.qcow2' is not compressed; it is sent as it is"), "\(result.errors)")
    }

    @Test func `compressed in a way that is not undone here names the program that does it`() async throws {
        try program.directory.write("disk.lz4", [0x04, 0x22, 0x4D, 0x18] + [UInt8](repeating: 7, count: 600))
        let result = try await program.run("image", "create", "x", "--file", "disk.lz4", "--decompress")
        #expect(
            result.status == 6 && result.errors.contains("lz4 -dc disk.lz4 | imgsh image create"), "\(result.errors)")
    }

    @Test(arguments: Packer.allCases)
    func `that is damaged, cut off or followed by something else makes no image`(_ packer: Packer) async throws {
        let packed = try packer.pack(disk)
        var damaged = packed
        for place in packed.count / 2..<packed.count / 2 + 20 { damaged[place] ^= 0xFF }
        let cut = [packed.count - 3, packed.count / 2].map { Array(packed.prefix($0)) }
        for bytes in [damaged, packed + [1, 2, 3]] + cut {
            try program.directory.write("bad", bytes)
            let result = try await program.run("image", "create", "x", "--file", "bad", "--decompress")
            #expect(result.status == 6 && result.output.isEmpty, "\(result.errors)")
            #expect(result.errors.contains("'bad' "), "\(result.errors)")
        }
        #expect(try await program.run("image", "list", "-f", "value").output.isEmpty)
        #expect(try await program.run("store", "check").status == 0)
    }

    @Test func `is judged by what is inside, as a plain file is`() async throws {
        let inside = program.directory("backed.qcow2")
        try Tool.run("qemu-img", ["create", "-q", "-f", "qcow2", "-u", "-b", "/etc/hosts", "-F", "raw", inside, "1M"])
        try program.directory.write("backed.qcow2.gz", try Packer.gzip.pack(program.directory.read("backed.qcow2")))
        let create = ["image", "create", "x", "--file", "backed.qcow2.gz", "--decompress"]
        let refused = try await program.run(create)
        #expect(refused.status == 6 && refused.errors.contains("try: --allow backing-file"), "\(refused.errors)")
        #expect(refused.errors.contains("what is in 'backed.qcow2.gz' is refused"), "\(refused.errors)")
        let allowed = try await program.run(create + ["--allow", "backing-file"])
        #expect(allowed.status == 0, "\(allowed.errors)")
    }

    @Test func `is judged by the end of what is inside too`() async throws {
        let inside = program.directory("fixed.vhd")
        try Tool.run("qemu-img", ["create", "-q", "-f", "vpc", "-o", "subformat=fixed,force_size=on", inside, "1M"])
        let data = try program.directory.read("fixed.vhd")
        for (name, bytes) in [("fixed.gz", try Packer.gzip.pack(data)), ("fixed.bz2", try Packer.bzip2.pack(data))] {
            try program.directory.write(name, bytes)
            let taken = try await program.run("image", "create", "x", "--file", name, "--decompress")
            #expect(taken.status == 6 && taken.errors.contains("try: --disk-format vhd"), "\(taken.errors)")
            let declared = try await program.run(
                "image", "create", "x", "--file", name, "--decompress", "--disk-format", "raw")
            #expect(declared.status == 6 && declared.errors.contains("now that its end is seen"), "\(declared.errors)")
        }
        #expect(try await program.run("image", "list", "-f", "value").output.isEmpty)
    }

    private let compressed = ["image", "create", "x", "--container-format", "compressed", "--file"]

    @Test func `that a service unpacks has the disk format of what is inside`() async throws {
        let name = try pack(.gzip)
        let packed = try program.directory.read(name)
        let words = ["-f", "value", "-c", "disk_format", "-c", "container_format", "-c", "size"]
        let ways: [(file: String, input: [UInt8]?)] = [(name, nil), ("-", packed)]
        for (file, input) in ways {
            let result = try await program.run(compressed + [file] + words, input: input)
            #expect(result.status == 0, "\(result.errors)")
            #expect(result.output == "compressed\nqcow2\n\(packed.count)\n", "\(result.errors)")
            #expect(result.errors.contains("is taken as qcow2, a disk of 3.0 MiB"), "\(result.errors)")
            let copy = input == nil ? "copy-of-file" : "copy-of-stream"
            #expect(try await program.run("image", "save", "x", "--file", copy).status == 0)
            #expect(try program.directory.read(copy) == packed)
            #expect(try await program.run("image", "delete", "x", "--yes").status == 0)
        }
    }

    @Test func `that a service unpacks is warned of for what is inside, as an inspection does`() async throws {
        let name = try pack(.gzip)
        let wrong =
            "inside: declared raw, but it is a QEMU qcow2 image; Glance takes it, and a server starts from garbage"
        let declared = ["--disk-format", "raw", "--container-format", "compressed"]
        let inspected = try await program.run(["image", "inspect", name, "-f", "json"] + declared)
        #expect(inspected.status == 0 && inspected.output.contains(wrong), "\(inspected.output)")
        let created = try await program.run(["image", "create", "x", "--file", name] + declared)
        #expect(created.status == 0 && created.errors.contains(wrong), "\(created.errors)")
        let allowed = try await program.run(
            ["image", "create", "y", "--file", name, "--allow", "format-mismatch"] + declared)
        #expect(allowed.status == 0 && !allowed.errors.contains("garbage"), "\(allowed.errors)")
    }

    @Test func `that a service unpacks is warned of when nothing comes out`() async throws {
        let packed = try Packer.gzip.pack(disk)
        try program.directory.write("cut.gz", Array(packed.prefix(30)))
        let words = ["-f", "value", "-c", "disk_format", "-c", "size"]
        let ways: [(file: String, input: [UInt8]?)] = [("cut.gz", nil), ("-", Array(packed.prefix(30)))]
        for (file, input) in ways {
            let result = try await program.run(compressed + [file] + words, input: input)
            #expect(result.status == 0 && result.output == "raw\n30\n", "\(result.errors)")
            #expect(result.errors.contains("is incomplete: its gzip data breaks off"), "\(result.errors)")
        }
    }

    @Test func `that is compressed twice, or empty inside, is refused`() async throws {
        try program.directory.write("twice.gz", try Packer.gzip.pack(try Packer.xz.pack(disk)))
        let twice = try await program.run("image", "create", "x", "--file", "twice.gz", "--decompress")
        #expect(twice.status == 6 && twice.errors.contains("what is in 'twice.gz' is refused"), "\(twice.errors)")
        try program.directory.write("empty.xz", try Packer.xz.pack([]))
        let empty = try await program.run("image", "create", "x", "--file", "empty.xz", "--decompress")
        #expect(empty.status == 6 && empty.errors.contains("--allow-empty"), "\(empty.errors)")
    }
}

/// `image inspect` of the same.
struct `image inspect of a compressed file` {
    private let program: TestProgram

    init() throws {
        program = try TestProgram()
        try Tool.run("qemu-img", ["create", "-q", "-f", "qcow2", program.directory("disk.qcow2"), "3M"])
    }

    private func pack(_ packer: Packer) throws -> String {
        let name = "disk.qcow2.\(packer.ending)"
        return try String(
            program.directory.write(name, try packer.pack(program.directory.read("disk.qcow2"))).suffix(name.count))
    }

    private let shown = ["-f", "value", "-c", "format", "-c", "inside", "-c", "disk_format", "-c", "virtual_size"]

    @Test(arguments: Packer.allCases)
    func `says what is inside, and what to type to have it`(_ packer: Packer) async throws {
        let name = try pack(packer)
        let result = try await program.run(["image", "inspect", name] + shown)
        #expect(result.status == 6)
        #expect(result.output == "\(packer) data\nQEMU qcow2 image\nqcow2\n3145728\n", "\(result.output)")
        #expect(
            result.errors.contains("try: image create NAME --file \(name) --decompress\n"), "\(result.errors)")
    }

    @Test(arguments: Packer.allCases)
    func `finds nothing against it when it is to be unpacked`(_ packer: Packer) async throws {
        let name = try pack(packer)
        let size = try program.directory.read("disk.qcow2").count
        let result = try await program.run(
            "image", "inspect", name, "--decompress", "-f", "value", "-c", "format", "-c", "size", "-c", "compression")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output == "QEMU qcow2 image\n\(size)\n\(packer) data\n")
    }

    @Test func `reads it to its end only with --decompress`() async throws {
        var packed = try Packer.gzip.pack([UInt8](repeating: 0, count: 2 << 20))
        packed[packed.count - 6] ^= 1
        try program.directory.write("disk.gz", packed)
        let quick = try await program.run("image", "inspect", "disk.gz")
        #expect(quick.output.contains("raw data") && quick.errors.contains("--decompress"), "\(quick.errors)")
        let whole = try await program.run("image", "inspect", "disk.gz", "--decompress")
        #expect(
            whole.status == 6 && whole.output.isEmpty && whole.errors.contains("gzip -t disk.gz"), "\(whole.errors)")
    }

    @Test func `says what a service will find that unpacks it itself`() async throws {
        let name = try pack(.gzip)
        let result = try await program.run("image", "inspect", name, "--container-format", "compressed")
        #expect(result.status == 0, "\(result.errors)")
    }
}
