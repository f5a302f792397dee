import Foundation
import TestSupport
import Testing

/// Fault classes F-N2 and F-P2, where an upload is one of several.
struct `F-N2 one upload of several` {
    private static let big = ImageServer.bytes(24 << 20)

    private func bench(_ uploads: [UploadServer.Upload], _ data: [UInt8] = Bench.data) throws -> Bench {
        let bench = try Bench(uploads)
        for name in ["a", "b", "c"] { try bench.program.directory.write("\(name).raw", data) }
        return bench
    }

    private func create(_ jobs: Int, _ more: String...) -> [String] {
        ["image", "create", "a.raw", "b.raw", "c.raw", "--jobs", "\(jobs)", "--disk-format", "raw"] + more
            + ["-f", "value", "-c", "Name", "-c", "Result"]
    }

    private func expect(_ bench: Bench, _ names: String) async throws {
        #expect(bench.server.records.map(\.name).sorted().joined() == names)
        #expect(bench.server.records.allSatisfy { $0.status == "active" && $0.data == Bench.data })
        #expect(try await bench.unfinished().isEmpty)
    }

    @Test(arguments: [1_000_000, nil])
    func `that is refused leaves the others alone, and no record`(_ place: Int?) async throws {
        let bench = try bench([.kept, .refused(413, after: place)])
        let result = try await bench.program.run(create(1))
        #expect(result.output == "a created\nb failed\nc created\n" && result.status == 5, "\(result.errors)")
        #expect(
            result.errors.contains("imgsh: 'b': ") && result.errors.contains("was deleted again"), "\(result.errors)")
        #expect(result.errors.contains("2 of 3 images created (5.7 MiB), 1 failed"), "\(result.errors)")
        #expect(bench.server.count("DELETE") == 1)
        try await expect(bench, "ac")
    }

    @Test func `of which the service keeps other bytes decides the status`() async throws {
        let bench = try bench([.refused(413, after: nil), .altered])
        let result = try await bench.program.run(create(1))
        #expect(result.output == "a failed\nb failed\nc created\n" && result.status == 6, "\(result.errors)")
        try await expect(bench, "c")
    }

    @Test(arguments: [1, 3])
    func `whose token is refused starts again from byte 0, and so does nobody else`(_ jobs: Int) async throws {
        let bench = try bench([.refused(401, after: 1_000_000)])
        let result = try await bench.program.run(create(jobs))
        #expect(result.output == "a created\nb created\nc created\n" && result.status == 0, "\(result.errors)")
        #expect(bench.server.logins == 2 && bench.server.bodies.count == 4)
        try await expect(bench, "abc")
    }

    @Test func `whose connection breaks is sent again whole`() async throws {
        let bench = try bench([.cut(after: 1_000_000), .kept, .cut(after: 2_000_000)])
        let result = try await bench.program.run(create(1))
        #expect(result.status == 0 && bench.server.bodies.count == 5, "\(result.errors)")
        try await expect(bench, "abc")
    }

    @Test func `keeps its record when that is wished`() async throws {
        let bench = try bench([.refused(413, after: nil)])
        let result = try await bench.program.run(create(1, "--keep-failed"))
        #expect(result.status == 5 && bench.server.records.map(\.status) == ["queued", "active", "active"])
        #expect(bench.server.count("DELETE") == 0)
    }

    @Test func `is never more than one at a time, where that is wished`() async throws {
        let bench = try bench([])
        let result = try await bench.program.run(create(1))
        #expect(result.status == 0)
        let calls = bench.server.requests.filter {
            $0.method == "POST" && $0.target == "/v2/images" || $0.method == "PUT"
        }
        #expect(calls.map(\.method) == ["POST", "PUT", "POST", "PUT", "POST", "PUT"])
    }

    /// An upload of which the service reads no more after a megabyte, until the gate opens.
    private static func held(by gate: Gate, _ begun: Gate) -> UploadServer.Upload {
        .watched(after: 1_000_000) {
            begun.open()
            guard gate.wait(seconds: 180) else { throw ConnectionClosed() }
        }
    }

    @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
    func `goes with the others, records and all, when a signal ends them`(_ signal: Int32, _ status: Int32) async throws
    {
        let (gate, first, second) = (Gate(), Gate(), Gate())
        let bench = try bench([Self.held(by: gate, first), Self.held(by: gate, second)], Self.big)
        let running = try bench.program.start(create(2))
        #expect(await first.waitAsync(seconds: 180))
        #expect(await second.waitAsync(seconds: 180))
        running.signal(signal)
        // The service reads nothing more: only the signal can end this.
        let result = try await running.finish()
        gate.open()
        #expect(result.status == status && result.output.isEmpty, "\(result.errors)")
        for file in ["a.raw", "b.raw"] {
            #expect(result.errors.contains("the upload of '\(file)' was stopped; the new image "), "\(result.errors)")
        }
        #expect(result.errors.contains("0 of 3 images created, 3 not finished"), "\(result.errors)")
        #expect(bench.server.records.isEmpty && bench.server.count("DELETE") == 2)
        #expect(try await bench.unfinished().isEmpty)
    }

    @Test func `in 'parallel' says what became of it when a signal ends them`() async throws {
        let (gate, first, second) = (Gate(), Gate(), Gate())
        let bench = try bench([Self.held(by: gate, first), Self.held(by: gate, second)], Self.big)
        let script = "parallel 2; foreach x in a b; image create $x --file $x.raw --disk-format raw; end; end"
        let running = try bench.program.start(["-c", script])
        #expect(await first.waitAsync(seconds: 180))
        #expect(await second.waitAsync(seconds: 180))
        running.signal(SIGTERM)
        let result = try await running.finish()
        gate.open()
        #expect(result.status == 143 && result.output.isEmpty, "\(result.errors)")
        for file in ["a.raw", "b.raw"] {
            #expect(result.errors.contains("the upload of '\(file)' was stopped; the new image "), "\(result.errors)")
        }
        #expect(bench.server.records.isEmpty && bench.server.count("DELETE") == 2)
    }

    @Test func `is listed, as each of them is, when the program is killed`() async throws {
        let (gate, first, second) = (Gate(), Gate(), Gate())
        let bench = try bench([Self.held(by: gate, first), Self.held(by: gate, second)], Self.big)
        let running = try bench.program.start(create(2))
        #expect(await first.waitAsync(seconds: 180))
        #expect(await second.waitAsync(seconds: 180))
        running.signal(SIGKILL)
        #expect(try await running.finish().status == 137)
        gate.open()
        let listed = try await bench.unfinished("Name").split(separator: "\n").sorted()
        #expect(listed == ["a", "b"])
        #expect(try await bench.program.run("transfer", "clean", "--yes").status == 0)
        #expect(bench.server.records.isEmpty)
        #expect(try await bench.unfinished().isEmpty)
    }
}
