import Foundation
import TestSupport
import Testing

struct `image inspect` {
    @Test func `says what a file is`() async throws {
        let program = try TestProgram()
        try program.directory.write("disk.raw", "some data")
        let result = try await program.run(
            "image", "inspect", "disk.raw", "-f", "value", "-c", "disk_format", "-c", "size")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output == "raw\n9\n")
    }

    @Test func `compares it with what it is to be declared as, as an upload does`() async throws {
        let program = try TestProgram()
        try program.directory.write("disk.raw", "some data")
        let inspected = try await program.run("image", "inspect", "disk.raw", "--disk-format", "qcow2")
        #expect(inspected.status == 6)
        #expect(inspected.output.contains("refuse format-mismatch"), "\(inspected.output)")
        #expect(inspected.errors.contains("--allow format-mismatch"), "\(inspected.errors)")
        let created = try await program.run("image", "create", "x", "--file", "disk.raw", "--disk-format", "qcow2")
        #expect(created.status == 6)
    }

    @Test func `refuses what an upload refuses, and names each way past it once`() async throws {
        let program = try TestProgram()
        try program.directory.write("empty", "")
        try program.directory.write("disk.gz", "\u{1F}\u{8B}\u{8}\u{0}some data".unicodeScalars.map { UInt8($0.value) })
        let empty = try await program.run("image", "inspect", "empty")
        #expect(empty.status == 6 && empty.errors.contains("--allow-empty"), "\(empty.errors)")
        let packed = try await program.run("image", "inspect", "disk.gz")
        #expect(packed.status == 6 && packed.output.contains("refuse compressed"), "\(packed.output)")
        #expect(packed.errors.contains("try: gzip -t disk.gz"), "\(packed.errors)")
        try program.directory.write("disk.zip", "PK\u{3}\u{4}some data".unicodeScalars.map { UInt8($0.value) })
        let archive = try await program.run("image", "inspect", "disk.zip")
        #expect(archive.status == 6)
        #expect(archive.errors.components(separatedBy: "--allow archive").count == 2, "\(archive.errors)")
    }

    @Test(arguments: [
        ("missing", 3, "no such file"), (".", 2, "is a directory"), ("-", 2, "imgsh image inspect - < FILE"),
    ])
    func `cannot look into what is no file`(_ path: String, _ status: Int32, _ message: String) async throws {
        let program = try TestProgram()
        let result = try await program.run("-c", "image inspect \(path)")
        #expect(result.status == status)
        #expect(result.errors.contains(message), "\(result.errors)")
        #expect(result.output.isEmpty)
    }
}
