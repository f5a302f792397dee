import CommandKit
import Foundation
import TestSupport
import Testing

struct `image create` {
    @Test func `prints the new image as the openstack client does`() async throws {
        let shell = try TestShell()
        let file = try shell.file("disk.raw", "some data")
        let result = try await shell.run(
            "image create 'my image' --file \(file) --disk-format raw --property os_distro=debian --tag b --tag a -f json"
        )
        #expect(result.status == .done, "\(result.errors)")
        for line in [
            #"  "container_format": "bare","#, #"  "disk_format": "raw","#, #"  "name": "my image","#, #"  "size": 9,"#,
            #"  "status": "active","#, #"    "os_distro": "debian""#,
            #"  "checksum": "1e50210a0202497fb79bc38b6ade6c34","#,
            #"  "visibility": "shared""#, #"  "protected": false,"#,
        ] {
            #expect(result.output.contains(line), "\(line) in \(result.output)")
        }
        #expect(result.output.contains("[\n    \"a\",\n    \"b\"\n  ]"))
    }

    @Test func `makes a record without data when there is no file`() async throws {
        let shell = try TestShell()
        let result = try await shell.run("create later -f value -c status -c size -c disk_format")
        #expect(result.output == "raw\nNone\nqueued\n")
    }

    @Test(arguments: [
        ("create x --file MISSING", 3, "no such file"), ("create x --file .", 2, "is a directory"),
        ("create x --file empty", 6, "is empty; nothing was created"), ("create", 2, "needs <image-name>"),
        ("create x y", 2, "has no place for 'y'"), ("list x", 2, "try: image list [options]\n"),
        ("set", 2, "try: image set <image> [options]\n"), ("show", 2, "try: image show <image> [--human-readable] "),
        ("create x --property novalue", 2, "key=value"),
        ("create x --public --private", 2, "--private cannot stand beside --public"),
        ("create x --min-disk -3", 2, "'-3' is not a whole number"),
        ("create x --min-ram 1G", 2, "'1G' is not a whole"),
        ("create x --disk-format nope", 2, "unknown disk format 'nope'"),
        ("create x --file MISSING --allow trunctaed", 2, "unknown finding 'trunctaed'"),
        ("create x --id 7", 2, "--id: '7' is not a UUID"),
        ("create x --size 5", 2, "there is no data to have a size; nothing was created"),
        ("create x --property status=active", 2, "a field of every image"),
        ("create x --tag ''", 2, "a tag cannot be empty"),
        ("create x --file -", 2, "standard input is data for a single command only"),
    ])
    func `refuses what cannot be, and makes nothing`(_ line: String, _ status: Int32, _ message: String) async throws {
        let program = try TestProgram()
        try program.directory.write("empty", "")
        let result = try await program.run("-c", line)
        #expect(result.status == status)
        #expect(result.errors.contains(message), "\(result.errors)")
        #expect(result.output.isEmpty)
        #expect(try await program.run("image", "list", "-f", "value").output.isEmpty)
    }

    @Test func `of a standard input without data says so, and not that it is a script`() async throws {
        let program = try TestProgram()
        for path in ["-", "/dev/stdin"] {
            let result = try await program.run("image", "create", "x", "--file", path)
            #expect(result.status == 2 && result.errors.contains("standard input has no data"), "\(result.errors)")
        }
        #expect(try await program.run("image", "list", "-f", "value").output.isEmpty)
    }

    @Test func `of a record that is there sends no data that it refuses`() async throws {
        let shell = try TestShell()
        let file = try shell.file("empty", "")
        let result = try await shell.run("create later; image upload later --file \(file)")
        #expect(
            result.status == .integrity && result.errors.contains("is empty; nothing was sent\n"),
            "\(result.errors)")
    }

    @Test func `refuses an ID that was used before`() async throws {
        let shell = try TestShell()
        let id = "6f0f5a3e-2f1b-4a52-9a8e-0c9f6f1f2b77"
        #expect(try await shell.run("create a --id \(id); delete a").status == .done)
        let result = try await shell.run("create b --id \(id)")
        #expect(result.status == .conflict)
        #expect(result.errors.contains("is taken, or was once; nothing was created"))
    }

    @Test func `takes data that is piped in, when the commands come as arguments`() async throws {
        let program = try TestProgram()
        let data = Array("piped data".utf8)
        for arguments in [["image", "create", "one"], ["image", "create", "two", "--file", "-"]] {
            let result = try await program.run(arguments + ["-f", "value", "-c", "size"], input: data)
            #expect(result.output == "10\n", "\(result.errors)")
        }
        #expect(try await program.run("image", "save", "two").outputBytes == data)
    }

    @Test func `makes nothing of a pipe without a byte`() async throws {
        let program = try TestProgram()
        let named = try await program.run(["image", "create", "one", "--file", "-"], input: [])
        #expect(named.status == 6 && named.errors.contains("'standard input' is empty; nothing was created"))
        // Nobody said that data would come.
        let plain = try await program.run(["image", "create", "two"], input: [])
        #expect(plain.status == 0 && plain.errors.isEmpty)
        let listed = try await program.run("image", "list", "-f", "value", "-c", "Name", "-c", "Status")
        #expect(listed.output == "two queued\n")
    }
}

struct `F-F1 looking into a file first` {
    /// The first cluster of a qcow2 image with a backing file.
    private static func qcow2(backing: Bool) -> [UInt8] {
        var header = [UInt8](repeating: 0, count: 196_608)
        func put(_ value: UInt64, _ count: Int, at offset: Int) {
            for index in 0..<count {
                header[offset + index] = UInt8(truncatingIfNeeded: value >> UInt64(8 * (count - 1 - index)))
            }
        }
        header.replaceSubrange(0..<4, with: [0x51, 0x46, 0x49, 0xFB])
        put(3, 4, at: 4)
        if backing {
            put(512, 8, at: 8)
            put(11, 4, at: 16)
            header.replaceSubrange(512..<523, with: Array("/etc/passwd".utf8))
        }
        put(16, 4, at: 20)
        put(1 << 30, 8, at: 24)
        put(2, 4, at: 36)
        put(0x20000, 8, at: 40)
        put(0x10000, 8, at: 48)
        put(1, 4, at: 56)
        put(4, 4, at: 96)
        put(104, 4, at: 100)
        return header
    }

    @Test func `takes it for what it is, and says so`() async throws {
        let program = try TestProgram()
        try program.directory.write("disk", Self.qcow2(backing: false))
        let result = try await program.run(
            "image", "create", "a", "--file", "disk", "-f", "value", "-c", "disk_format", "-c", "virtual_size")
        #expect(result.output == "qcow2\n1073741824\n", "\(result.errors)")
        #expect(result.errors.contains("'disk' is taken as qcow2, a disk of 1.0 GiB"))
        let piped = try await program.run(
            ["image", "create", "b", "-f", "value", "-c", "disk_format"], input: Self.qcow2(backing: false))
        #expect(piped.output == "qcow2\n", "\(piped.errors)")
        #expect(try await program.run("image", "save", "b").outputBytes == Self.qcow2(backing: false))
    }

    @Test func `refuses one that points at another file, unless it is allowed by name`() async throws {
        let program = try TestProgram()
        try program.directory.write("evil", Self.qcow2(backing: true))
        let refused = try await program.run("image", "create", "a", "--file", "evil")
        #expect(refused.status == 6 && refused.output.isEmpty)
        #expect(refused.errors.contains("'evil' is refused") && refused.errors.contains("try: --allow backing-file"))
        #expect(try await program.run("image", "list", "-f", "value").output.isEmpty)
        let allowed = try await program.run("image", "create", "a", "--file", "evil", "--allow", "backing-file")
        #expect(allowed.status == 0, "\(allowed.errors)")
    }

    @Test func `refuses one that is not what it is declared to be`() async throws {
        let program = try TestProgram()
        try program.directory.write("disk", Self.qcow2(backing: false))
        try program.directory.write("text", "just some bytes")
        for (file, format) in [("disk", "raw"), ("text", "qcow2")] {
            let result = try await program.run("image", "create", "a", "--file", file, "--disk-format", format)
            #expect(result.status == 6, "\(result.errors)")
            #expect(result.errors.contains("declared \(format), but it is"), "\(result.errors)")
            #expect(result.errors.contains("try: --allow format-mismatch"))
        }
    }
}

struct `image show` {
    @Test(arguments: [
        (999, "999"), (1150, "1.1K"), (1250, "1.2K"), (2000, "2K"), (999_950, "1000K"), (2_000_000, "2M"),
    ])
    func `writes a size for people as the openstack client does`(_ size: Int, _ text: String) async throws {
        let shell = try TestShell()
        let file = try shell.file("disk.raw", [UInt8](repeating: 7, count: size))
        let result = try await shell.run(
            "create x --file \(file) > /dev/null; show x --human-readable -f value -c size")
        #expect(result.output == text + "\n", "\(result.errors)")
    }
}

struct `image upload` {
    @Test func `gives data to a record once`() async throws {
        let shell = try TestShell()
        let file = try shell.file("disk", "0123456789")
        let result = try await shell.run(
            "create later; upload later --file \(file) -f value -c status -c size; upload later --file \(file)")
        #expect(result.output.hasSuffix("10\nactive\n"), "\(result.output)")
        #expect(result.status == .conflict)
        #expect(result.errors.contains("already has data (status 'active')"))
    }
}

struct `image create of a stream` {
    @Test(arguments: ["-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"])
    func `takes what the system calls standard input for it`(_ name: String) async throws {
        let program = try TestProgram()
        let pipe = Pipe()
        let running = try program.start(
            ["--backend", "local", "image", "create", "a", "--file", name, "-f", "value", "-c", "size"],
            input: pipe.fileHandleForReading)
        try pipe.fileHandleForWriting.write(contentsOf: Data(repeating: 7, count: 1024))
        try pipe.fileHandleForWriting.close()
        let result = try await running.finish()
        #expect(result.status == 0 && result.output == "1024\n", "\(result.errors)")
    }
}

extension String {
    func trimmingSuffix(_ suffix: String) -> String { hasSuffix(suffix) ? String(dropLast(suffix.count)) : self }
}
