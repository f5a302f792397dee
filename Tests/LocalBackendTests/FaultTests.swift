import FileIO
import Foundation
import TestSupport
import Testing

/// The program when the system refuses: each call of the file layer fails once, at every place a put makes it.
struct `a system call that fails` {
    struct Fault: CustomTestStringConvertible {
        let call: SystemCall
        let number: Int32
        var testDescription: String { "\(call.rawValue) with \(String(cString: strerror(number)).lowercased())" }
    }

    static let faults: [Fault] = SystemCall.allCases.flatMap { call in
        (call == .write || call == .sync ? [ENOSPC, EIO, EINTR] : [EIO]).map { Fault(call: call, number: $0) }
    }

    @Test(arguments: faults)
    func `costs the command and nothing else`(_ fault: Fault) async throws {
        for place in 1...8 {
            let program = try TestProgram()
            try program.directory.write("data", [UInt8](repeating: 3, count: 100_000))
            #expect(try await program.run("image", "create", "older", "--file", "data").status == 0)
            let failing = program.with(["IMGSH_FAULT": "\(fault.call.rawValue):\(place):\(fault.number)"])
            let result = try await failing.run("image", "create", "new", "--file", "data")

            // Whatever was said, what is there is whole, and what was there is there.
            let names = try await program.run("image", "list", "-f", "value", "-c", "Name").output
            #expect(names == (result.status == 0 ? "new\nolder\n" : "older\n"), "\(place): \(result.errors)")
            #expect(try await program.run("store", "gc").status == 0)
            let check = try await program.run("store", "check", "--read-data")
            #expect(check.status == 0 && !check.output.contains("note:"), "\(place): \(check.output)")
            if result.status != 0 {
                #expect([1, 3].contains(result.status), "\(place): \(result.errors)")
                #expect(result.errors.hasPrefix("imgsh: "), "\(place): \(result.errors)")
            }
            if fault.number == EINTR { #expect(result.status == 0, "a signal is no failure: \(result.errors)") }
        }
    }

    @Test func `is told with its reason when the disk is full`() async throws {
        let program = try TestProgram(environment: ["IMGSH_FAULT": "write:2:\(ENOSPC)"])
        // From a file nothing may be written at all: a file system that can shares its blocks.
        let data = [UInt8](repeating: 3, count: 100_000)
        let result = try await program.run("image", "create", "new", "--file", "-", input: data)
        #expect(result.status == 1)
        #expect(result.errors.contains("no space left on device"), "\(result.errors)")
    }

    @Test(arguments: 1...3)
    func `costs nothing where files can only be linked to a free name`(_ place: Int) async throws {
        let program = try TestProgram()
        try program.directory.write("data", [UInt8](repeating: 3, count: 100_000))
        // What a file system says that knows no RENAME_NOREPLACE.
        let limited = program.with(["IMGSH_FAULT": "rename:\(place):\(EINVAL)"])
        let made = try await limited.run("image", "create", "new", "--file", "data")
        #expect(made.status == 0, "\(made.errors)")
        let check = try await program.run("store", "check", "--read-data")
        #expect(check.status == 0 && !check.output.contains(":"), "\(check.output)")
        #expect(try await program.run("image", "save", "new", "--file", "out").status == 0)
        #expect(try program.directory.read("out") == program.directory.read("data"))
    }

    @Test func `is not taken for the end of a directory`() async throws {
        let program = try TestProgram()
        try program.directory.write("data", "1234")
        #expect(try await program.run("image", "create", "x", "--file", "data").status == 0)
        let content = ".local/share/imgsh/content/6f"
        try FileManager.default.createDirectory(
            atPath: program.directory(content), withIntermediateDirectories: true)
        try program.directory.write("\(content)/6f0f5a3e-2f1b-4a52-9a8e-0c9f6f1f2b77", "orphan")
        var statuses: Set<Int32> = []
        for place in 1...30 {
            let failing = program.with(["IMGSH_FAULT": "list:\(place):\(EIO)"])
            let result = try await failing.run("store", "check")
            statuses.insert(result.status)
            #expect(
                result.output.contains("data without a record") || result.errors.contains("cannot read '"),
                "\(place): \(result.output)\(result.errors)")
        }
        #expect(statuses.contains(1) && statuses.isSubset(of: [0, 1]), "\(statuses)")
    }

    @Test func `comes only where it was asked for`() async throws {
        for variables in [["IMGSH_TEST_STOP_AT": "gc.1"], ["IMGSH_FAULT": "write:1"], ["IMGSH_FAULT": "unlink:9:5"]] {
            let program = try TestProgram(environment: variables)
            try program.directory.write("data", "1234")
            let made = try await program.run("image", "create", "new", "--file", "data")
            #expect(made.status == 0, "\(variables): \(made.errors)")
        }
    }
}
