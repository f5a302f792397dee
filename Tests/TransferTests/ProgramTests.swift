import FileIO
import Foundation
import TestSupport
import Testing

private let data = ImageServer.bytes(3_000_000)

/// The program itself against a service that is not what it should be.
struct `the program` {
    private func program(_ server: ImageServer, _ more: [String: String] = [:]) throws -> TestProgram {
        try TestProgram(environment: server.environment.merging(more) { _, new in new })
    }

    private func parts(_ program: TestProgram) throws -> [String] {
        try program.directory.names().filter { $0.hasSuffix(".part") }
    }

    /// Starts a download of which a million bytes come, and waits until they are on the disk.
    private func started(_ program: TestProgram) throws -> TestProgram.Running {
        let running = try program.start(["image", "save", "x", "--file", "out", "--force"])
        var status = stat()
        while running.isRunning {
            if let part = try parts(program).first, stat(program.directory(part), &status) == 0,
                status.st_size == 1_000_000
            {
                break
            }
            usleep(500)
        }
        return running
    }

    @Test(arguments: [(SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129), (SIGKILL, 137)] as [(Int32, Int32)])
    func `ended by a signal leaves the old file, and goes on later`(_ signal: Int32, _ wanted: Int32) async throws {
        let gate = Gate()
        let server = try ImageServer(data, [.held(after: 1_000_000, gate)])
        let program = try program(server)
        try program.directory.write("out", "precious")
        let running = try started(program)
        running.signal(signal)
        // The server sends nothing more: only the signal can end this.
        let result = try await running.finish()
        #expect(result.status == wanted, "\(result.errors)")
        #expect(try program.directory.read("out") == Array("precious".utf8))
        let listed = try await program.run("transfer", "list", "-f", "value", "-c", "File", "-c", "Done", "-c", "State")
        #expect(listed.output.hasSuffix("/out 1000000 kept\n"), "\(listed.output)")
        if signal != SIGKILL {
            #expect(result.errors.contains("976.6 KiB of 2.9 MiB are kept"), "\(result.errors)")
            #expect(result.errors.contains("go on with: transfer resume"), "\(result.errors)")
        }
        gate.open()
        let resumed = try await program.run("transfer", "resume")
        #expect(resumed.status == 0, "\(resumed.errors)")
        #expect(server.ranges == [nil, "bytes=1000000-"])
        #expect(try program.directory.read("out") == data)
        #expect(try await program.run("transfer", "list", "-f", "value").output.isEmpty)
        #expect(try parts(program).isEmpty)
    }

    @Test func `does not ask for data when there is no place for it`() async throws {
        let server = try ImageServer(data)
        let program = try program(server)
        try program.directory.write("there", "precious")
        try program.directory.write("target", "precious")
        try FileManager.default.createSymbolicLink(
            atPath: program.directory("link"), withDestinationPath: program.directory("target"))
        mkfifo(program.directory("fifo"), 0o600)
        for (path, status) in [
            ("there", 5), ("link", 5), ("fifo", 2), (".", 2), ("no/place", 3), ("/proc/x", 3),
        ] as [(String, Int32)] {
            let result = try await program.run("image", "save", "x", "--file", path)
            #expect(result.status == status, "\(path): \(result.errors)")
            #expect(result.errors.contains("try: image save x --to .") == (path == "."), "\(path): \(result.errors)")
        }
        #expect(server.dataRequests.isEmpty)
        #expect(try program.directory.read("there") == Array("precious".utf8))
        #expect(try program.directory.names().filter { $0.hasPrefix(".") && $0.contains("imgsh-") }.isEmpty)
    }

    @Test func `replaces a link and not what it points at`() async throws {
        let server = try ImageServer(data)
        let program = try program(server)
        try program.directory.write("target", "precious")
        try FileManager.default.createSymbolicLink(
            atPath: program.directory("link"), withDestinationPath: program.directory("target"))
        #expect(try await program.run("image", "save", "x", "--file", "link", "--force").status == 0)
        #expect(try program.directory.read("target") == Array("precious".utf8))
        #expect(try program.directory.read("link") == data)
    }

    // The first write is the journal's; what comes then is written a MiB at a time at most.
    @Test(arguments: ["write:2:28", "write:4:28", "reserve:1:28", "write:4:5", "sync:3:5"])
    func `on a disk that fails says so, and leaves what was there`(_ fault: String) async throws {
        let server = try ImageServer(data)
        let program = try program(server, ["IMGSH_FAULT": fault])
        try program.directory.write("out", "precious")
        let result = try await program.run("image", "save", "x", "--file", "out", "--force")
        #expect(result.status == 1, "\(result.errors)")
        #expect(
            result.errors.contains(fault.hasSuffix("28") ? "no space left on device" : "input/output error"),
            "\(result.errors)")
        #expect(result.errors.contains("nothing was written to 'out'") && !result.errors.contains(".part"))
        #expect(try program.directory.read("out") == Array("precious".utf8))
        #expect(try parts(program).isEmpty)
        let list = program.with(["IMGSH_FAULT": ""])
        #expect(try await list.run("transfer", "list", "-f", "value").output.isEmpty)
    }

    @Test func `that is cut off exits with 7 and names the way on`() async throws {
        let server = try ImageServer(data, [.cut(.length, after: 1_000_000)])
        let program = try program(server)
        let result = try await program.run("image", "save", "x", "--file", "out", "--no-retry")
        #expect(result.status == 7)
        #expect(result.errors.contains("are kept for 'out'") && result.errors.contains("try: transfer resume "))
        #expect(try await program.run("image", "save", "x", "--file", "out").status == 0)
        #expect(server.ranges == [nil, "bytes=1000000-"])
        #expect(try program.directory.read("out") == data)
    }

    @Test func `goes on with what is left once, where no second try is wanted`() async throws {
        let server = try ImageServer(data, [.cut(.length, after: 1_000_000), .cut(.length, after: 1000)])
        let program = try program(server, ["IMGSH_NO_RETRY": "1"])
        #expect(try await program.run("image", "save", "x", "--file", "out").status == 7)
        #expect(try await program.run("transfer", "resume").status == 7)
        #expect(server.ranges == [nil, "bytes=1000000-"])
    }

    @Test func `throws unfinished files away when it is told to`() async throws {
        let server = try ImageServer(data, [.cut(.length, after: 1_000_000), .cut(.length, after: 1_000_000)])
        let program = try program(server)
        for name in ["one", "two"] {
            _ = try await program.run("image", "save", "x", "--file", name, "--no-retry")
        }
        #expect(try await program.run("transfer", "clean").status == 2)
        #expect(try await program.run("transfer", "clean", "zz").status == 2)
        #expect(try await program.run("transfer", "clean", "00000000").status == 3)
        let ids = try await program.run("transfer", "list", "-f", "value", "-c", "ID").output.split(separator: "\n")
        #expect(ids.count == 2)
        #expect(try await program.run("transfer", "clean", String(ids[0])).status == 0)
        #expect(try parts(program).count == 1)
        let all = try await program.run("transfer", "clean", "--yes")
        #expect(all.status == 0 && all.errors.contains("1 unfinished transfer removed (976.6 KiB)"), "\(all.errors)")
        #expect(try parts(program).isEmpty)
    }

    @Test func `forgets an unfinished file without removing it when it is told to`() async throws {
        let server = try ImageServer(data, [.cut(.length, after: 1_000_000)])
        let program = try program(server)
        _ = try await program.run("image", "save", "x", "--file", "out", "--no-retry")
        #expect(try await program.run("transfer", "clean", "--forget").status == 2)
        let forgotten = try await program.run("transfer", "clean", "--forget", "--yes")
        #expect(forgotten.status == 0 && forgotten.errors.contains(".part' stays where it is"), "\(forgotten.errors)")
        #expect(try parts(program).count == 1)
        #expect(try await program.run("transfer", "list", "-f", "value").output.isEmpty)
    }

    @Test func `tells of what is on a disk that is away, and forgets it only by name`() async throws {
        let server = try ImageServer(data, [.cut(.length, after: 1_000_000), .cut(.length, after: 1_000_000)])
        let (program, files) = (try program(server), FileManager.default)
        for name in ["here", "disk"] {
            try files.createDirectory(atPath: program.directory(name), withIntermediateDirectories: true)
            _ = try await program.run("image", "save", "x", "--file", name + "/out", "--no-retry")
        }
        try files.moveItem(atPath: program.directory("disk"), toPath: program.directory("away"))
        try program.directory.write("disk", "something else")
        let listed = try await program.run(
            "transfer", "list", "-f", "value", "-c", "Done", "-c", "State", "-c", "ID", "--sort-column", "State")
        #expect(listed.status == 0 && listed.errors.contains(": cannot look at '"), "\(listed.errors)")
        let rows = listed.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        #expect(Set(rows.map { "\($0[1]) \($0[2])" }) == ["1000000 kept", "None unknown"], "\(listed.output)")
        let lost = try #require(rows.first { $0[2] == "unknown" })[0]

        let named = try await program.run("transfer", "resume", lost)
        #expect(named.status == 1 && named.errors.contains("try: transfer clean \(lost)"), "\(named.errors)")
        let resumed = try await program.run("transfer", "resume")
        #expect(resumed.status == 0 && resumed.errors.contains("is left alone: cannot look at"), "\(resumed.errors)")
        #expect(try program.directory.read("here/out") == data)
        let all = try await program.run("transfer", "clean", "--yes")
        #expect(all.status == 0 && all.errors.contains("to forget it: transfer clean \(lost)"), "\(all.errors)")
        #expect(all.errors.contains("there is nothing to clean"), "\(all.errors)")
        let forgotten = try await program.run("transfer", "clean", lost)
        #expect(forgotten.status == 0 && forgotten.errors.contains("is forgotten; if '"), "\(forgotten.errors)")
        #expect(try await program.run("transfer", "list", "-f", "value").output.isEmpty)
        #expect(try files.contentsOfDirectory(atPath: program.directory("away")).count == 1)
    }

    @Test func `names a way on that can be typed when the name is taken meanwhile`() async throws {
        let server = try ImageServer(data, [.cut(.length, after: 1_000_000)])
        let program = try program(server)
        _ = try await program.run("image", "save", "x", "--file", "out", "--no-retry")
        try program.directory.write("out", "somebody else's")
        let refused = try await program.run("transfer", "resume")
        #expect(refused.status == 5 && refused.errors.contains("it was not touched"), "\(refused.errors)")
        #expect(try program.directory.read("out") == Array("somebody else's".utf8))
        let hint = try #require(refused.errors.split(separator: "\n").first { $0.hasPrefix("  try: ") })
        #expect(hint.contains("image save ") && hint.hasSuffix(" --force"))
        let typed = try await program.run("-c", String(hint.dropFirst("  try: ".count)))
        #expect(typed.status == 0, "\(typed.errors)")
        #expect(server.ranges == [nil, "bytes=1000000-"])
        #expect(try program.directory.read("out") == data)
    }

    @Test func `to standard output says by its status that the data was wrong`() async throws {
        let server = try ImageServer(
            data, [.custom { connection, _ in try connection.answer(200, [], data.reversed()) }])
        let result = try await program(server).run("image", "save", "x")
        #expect(result.status == 6)
        let again = try await program(server).run("image", "save", "x", "--limit-rate", "1G")
        #expect(again.status == 0 && again.outputBytes == data)
    }
}

/// Fault class F-R1: each call of the file layer fails once, at every place a download makes it.
struct `F-R1 a download whose system call fails` {
    static let faults: [(SystemCall, Int32)] = SystemCall.allCases.flatMap { call in
        (call == .write ? [ENOSPC, EIO, EINTR] : call == .sync ? [EIO, EINTR] : [EIO]).map { (call, $0) }
    }

    @Test(arguments: faults)
    func `leaves the old file or the new one, whole`(_ call: SystemCall, _ number: Int32) async throws {
        let program = try TestProgram()
        try program.directory.write("disk", data)
        #expect(try await program.run("image", "create", "x", "--file", "disk").status == 0)
        for place in 1...12 {
            try program.directory.write("out", "precious")
            let failing = program.with(["IMGSH_FAULT": "\(call.rawValue):\(place):\(number)"])
            let result = try await failing.run("image", "save", "x", "--file", "out", "--force")
            let got = try program.directory.read("out")
            #expect(got == data || got == Array("precious".utf8), "\(place)")
            if result.status == 0 { #expect(got == data, "\(place)") }
            if number == EINTR { #expect(result.status == 0, "a signal is no failure: \(result.errors)") }
            if result.status != 0 { #expect(result.errors.hasPrefix("imgsh: "), "\(place): \(result.errors)") }
            // Whatever is left is known, and can be thrown away.
            let parts = try program.directory.names().filter { $0.hasSuffix(".part") }
            let listed = try await program.run("transfer", "list", "-f", "value", "-c", "ID").output
            #expect(listed.split(separator: "\n").count >= parts.count, "\(place): \(parts)")
            #expect(try await program.run("transfer", "clean", "--yes").status == 0)
            #expect(try program.directory.names().filter { $0.hasSuffix(".part") }.isEmpty, "\(place)")
        }
    }
}
