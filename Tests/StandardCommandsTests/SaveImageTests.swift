import CommandKit
import Foundation
import TestSupport
import Testing

struct `image save` {
    @Test func `writes exactly the data, under its name only when it is whole`() async throws {
        let shell = try TestShell()
        let data = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let file = try shell.file("disk", data)
        let target = shell.directory("out.img")
        let result = try await shell.run("create a --file \(file); save a --file \(target)")
        #expect(result.status == .done, "\(result.errors)")
        #expect(try shell.directory.read("out.img") == data)
        #expect(try shell.directory.names().filter { $0.hasPrefix(".out") }.isEmpty)
    }

    @Test(arguments: ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
    func `takes what the system calls standard output for it`(_ name: String) async throws {
        let shell = try TestShell()
        let file = try shell.file("disk", "12345")
        let result = try await shell.run("create a --file \(file) -f value -c name; save a --file \(name)")
        #expect(result.status == .done && result.output == "a\n12345", "\(result.errors)")
    }

    @Test func `replaces no stream, and no link to one`() async throws {
        let shell = try TestShell()
        let file = try shell.file("disk", "12345")
        _ = try await shell.run("create a --file \(file)")
        let link = shell.directory("link")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "/dev/null")
        for path in [link, "/dev/null", "/dev/fd/2"] {
            for line in ["save a --file \(path) --force", "config dry-run on; save a --file \(path) --force"] {
                let result = try await shell.run(line)
                #expect(result.status == .usage && result.output.isEmpty, "\(result.output)")
                #expect(result.errors.contains("not a file to write") && result.errors.contains("image save a > "))
            }
        }
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "/dev/null")
    }

    @Test func `shows the way to what is open, wherever a link to it leads`() async throws {
        let shell = try TestShell()
        let file = try shell.file("disk", "12345")
        let open = try #require(FileHandle(forWritingAtPath: try shell.file("log", "precious")))
        let link = shell.directory("link")
        try FileManager.default.createSymbolicLink(
            atPath: link, withDestinationPath: "/proc/self/fd/\(open.fileDescriptor)")
        let result = try await shell.run("create a --file \(file) -f value -c name; save a --file \(link) --force")
        #expect(result.status == .usage && result.output == "a\n")
        #expect(result.errors.contains("try: image save a > \(link)"), "\(result.errors)")
        #expect(try shell.directory.read("log") == Array("precious".utf8))
        try open.close()
    }

    @Test func `never writes over a file unasked`() async throws {
        let shell = try TestShell()
        let file = try shell.file("disk", "12345")
        let target = try shell.file("old", "precious")
        let refused = try await shell.run("create a --file \(file); save a --file \(target)")
        #expect(refused.status == .conflict)
        #expect(
            refused.errors.contains("exists already; it was not touched") && refused.errors.contains("try: --force"))
        #expect(try shell.directory.read("old") == Array("precious".utf8))
        #expect(try await shell.run("save a --file \(target) --force").status == .done)
        #expect(try shell.directory.read("old") == Array("12345".utf8))
    }

    @Test func `writes into directories only`() async throws {
        let shell = try TestShell()
        let file = try shell.file("disk", "data")
        let result = try await shell.run("create a --file \(file); save a --to \(file)")
        #expect(result.status == .usage)
        #expect(result.errors.contains("'\(file)' is no directory to write into"), "\(result.errors)")
        let missing = try await shell.run("save a --to \(file)-s")
        #expect(missing.status == .notFound)
        #expect(missing.errors.contains("try: !mkdir \(file)-s"), "\(missing.errors)")
    }

    @Test func `has nothing to save of a record without data`() async throws {
        let shell = try TestShell()
        let result = try await shell.run("create a; save a --file \(shell.directory("out"))")
        #expect(result.status == .conflict)
        #expect(result.errors.contains("holds no data (status 'queued')"))
        #expect(!shell.directory.exists("out"))
    }

    @Test func `refuses data that was changed in the store`() async throws {
        let program = try TestProgram()
        try program.directory.write("disk", "0123456789")
        let made = try await program.run("image", "create", "a", "--file", "disk", "-f", "value", "-c", "id")
        let id = made.output.trimmingSuffix("\n")
        let data = ".local/share/imgsh/content/\(id.prefix(2))/\(id)"
        _ = try await program.run("-c", "!chmod u+w \(data); printf 9876543210 > \(data)")
        let result = try await program.run("image", "save", "a", "--file", "out")
        #expect(result.status == 6)
        #expect(result.errors.contains("; nothing was written to 'out'"))
        #expect(result.errors.contains("sha512 differs") && result.errors.contains("try: store check --read-data"))
        #expect(!program.directory.exists("out"))
        let stream = try await program.run("image", "save", "a")
        #expect(stream.status == 6 && stream.outputBytes.isEmpty)
    }
}
