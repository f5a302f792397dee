import BackendKit
import Foundation
import LocalBackend
import TestSupport
import Testing

/// The program, killed at arbitrary moments of its work on a store.
@Suite(.serialized)
struct `a killed process` {
    @Test(arguments: 0..<12)
    func `leaves a store in which every record has its data`(_ round: Int) async throws {
        let program = try TestProgram()
        try program.directory.write("old", "an older image")
        let size = 24 << 20
        try program.directory.write("big", [UInt8](repeating: UInt8(round), count: size))
        #expect(try await program.run("image", "create", "old", "--file", "old").status == 0)

        let running = try program.start(["image", "create", "big", "--file", "big"])
        // Killed once so much has arrived; the rounds differ in how much that is.
        let wanted = size / 12 * round
        let temporary = program.directory(".local/share/imgsh/tmp")
        for _ in 0..<20_000 where running.isRunning {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: temporary)) ?? []
            let sizes = names.map { name -> Int in
                var status = stat()
                return stat(temporary + "/" + name, &status) == 0 ? Int(status.st_size) : 0
            }
            if sizes.contains(where: { $0 >= wanted }) { break }
            usleep(200)
        }
        running.signal(SIGKILL)
        let killed = try await running.finish()

        let names = try await program.run("-c", "image list -f value -c Name")
        #expect(names.status == 0)
        let lines = names.output.split(separator: "\n").map(String.init)
        #expect(lines.contains("old"), "\(names.errors)")
        // A process that was quicker than the kill has stored its image; any other has left no record.
        #expect(lines.contains("big") || killed.status == 128 + SIGKILL)
        #expect(try await program.run("store", "gc").status == 0)
        let check = try await program.run("store", "check", "--read-data")
        #expect(check.status == 0, "\(check.output)\(check.errors)")
        #expect(!check.output.contains("note:"), "\(check.output)")
        #expect(try await program.run("image", "save", "old").outputBytes == Array("an older image".utf8))
        let again = try await program.run("image", "create", "again", "--file", "big", "-f", "value", "-c", "size")
        #expect(again.output == "\(size)\n", "\(again.errors)")
    }

    @Test func `that was interrupted leaves nothing, and ends with 130`() async throws {
        let program = try TestProgram()
        // A pipe that nobody closes keeps the command at work.
        let pipe = Pipe()
        let running = try program.start(["image", "create", "x", "--file", "-"], input: pipe.fileHandleForReading)
        let writing = pipe.fileHandleForWriting
        // More than a look into the data takes, and more than a pipe holds.
        Thread.detachNewThread { try? writing.write(contentsOf: Data(count: 1 << 20)) }
        let temporary = program.directory(".local/share/imgsh/tmp")
        for _ in 0..<20_000 where (try? FileManager.default.contentsOfDirectory(atPath: temporary))?.isEmpty != false {
            usleep(500)
        }
        running.signal(SIGINT)
        let result = try await running.finish()
        #expect(result.status == 130, "\(result.errors)")
        #expect(result.errors.contains("interrupted"))
        try pipe.fileHandleForWriting.close()
        #expect(try FileManager.default.contentsOfDirectory(atPath: temporary).isEmpty)
        #expect(try await program.run("image", "list", "-f", "value").output.isEmpty)
    }
}

struct `several processes on one store` {
    /// None of them finds a store: each makes it, or finds it half made by another.
    @Test(arguments: 1...5)
    func `all store their images, and the store is in order`(round: Int) async throws {
        let program = try TestProgram()
        try program.directory.write("data", [UInt8](repeating: 7, count: 1 << 18))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<6 {
                group.addTask {
                    let lines = (0..<4).map { "image create 'p\(number)-\($0)' --file data" }.joined(separator: "\n")
                    let result = try await program.run("-c", lines)
                    #expect(result.status == 0, "\(result.errors)")
                    // Tidied, or in use by the others.
                    let tidied = try await program.run("store", "gc")
                    #expect([0, 5].contains(tidied.status), "\(tidied.errors)")
                }
            }
            try await group.waitForAll()
        }
        let names = try await program.run("image", "list", "-f", "value", "-c", "Name")
        #expect(names.output.split(separator: "\n").count == 24)
        let check = try await program.run("store", "check", "--read-data")
        #expect(check.status == 0 && !check.output.contains(":"), "\(check.output)")
    }

    @Test func `give one ID to one of them`() async throws {
        let program = try TestProgram()
        try program.directory.write("data", [UInt8](repeating: 7, count: 4 << 20))
        let id = "6f0f5a3e-2f1b-4a52-9a8e-0c9f6f1f2b77"
        let statuses = try await withThrowingTaskGroup(of: Int32.self) { group in
            for number in 0..<5 {
                group.addTask {
                    try await program.run("image", "create", "n\(number)", "--id", id, "--file", "data").status
                }
            }
            return try await group.reduce(into: [Int32]()) { $0.append($1) }.sorted()
        }
        #expect(statuses == [0, 5, 5, 5, 5])
        #expect(try await program.run("store", "check", "--read-data").status == 0)
        #expect(try await program.run("store", "gc").output.contains("all is well"))
    }
}
