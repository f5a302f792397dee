import Foundation
import TestSupport
import Testing

/// Fault class F-P2.
struct `F-P2 an upload that is ended` {
    /// Longer than what the kernel takes of a body that the service does not read.
    private static let big = ImageServer.bytes(24 << 20)

    /// A bench whose service has read a million bytes, and the program that sends them.
    private func started(_ gate: Gate) async throws -> (Bench, TestProgram.Running) {
        let begun = Gate()
        let bench = try Bench([
            .watched(after: 1_000_000) {
                begun.open()
                guard gate.wait(seconds: 180) else { throw ConnectionClosed() }
            }
        ])
        try bench.program.directory.write("disk", Self.big)
        let running = try bench.program.start(Bench.create)
        #expect(await begun.waitAsync(seconds: 180))
        return (bench, running)
    }

    @Test(arguments: [(SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129)] as [(Int32, Int32)])
    func `by a signal takes its record away and says so`(_ signal: Int32, _ status: Int32) async throws {
        let gate = Gate()
        let (bench, running) = try await started(gate)
        running.signal(signal)
        // The service reads nothing more: only the signal can end this.
        let result = try await running.finish()
        gate.open()
        try await bench.expectNothing(result, status)
    }

    @Test func `by a kill leaves a record that is listed, and cleaned up on request`() async throws {
        let gate = Gate()
        let (bench, running) = try await started(gate)
        #expect(try await bench.unfinished("Kind", "State") == "upload running\n")
        #expect(try await bench.program.run("transfer", "clean", "--yes").errors.contains("nothing to clean"))
        running.signal(SIGKILL)
        #expect(try await running.finish().status == 137)
        gate.open()
        let id = try #require(bench.server.records.first?.id)
        #expect(bench.server.records.allSatisfy { $0.status != "active" })
        #expect(
            try await bench.unfinished("Kind", "Image", "Name", "File", "Size", "State")
                == "upload \(id) x disk \(Self.big.count) left\n")
        let resume = try await bench.program.run("transfer", "resume")
        #expect(resume.status == 0 && resume.errors.contains("nothing to resume"), "\(resume.errors)")
        let number = try await bench.unfinished("ID").trimmingCharacters(in: .newlines)
        let named = try await bench.program.run("transfer", "resume", number)
        #expect(named.status == 2 && named.errors.contains("try: transfer clean \(number)"), "\(named.errors)")
        let clean = try await bench.program.run("transfer", "clean", "--yes")
        #expect(clean.status == 0 && clean.errors.contains("was deleted from"), "\(clean.errors)")
        #expect(bench.server.records.isEmpty && bench.server.count("DELETE") == 1)
        #expect(try await bench.unfinished().isEmpty)
    }

    @Test func `on another machine with the same home is deleted only when it is named`() async throws {
        let gate = Gate()
        let (bench, running) = try await started(gate)
        try Self.moveElsewhere(bench.program.directory(".local/state/imgsh/transfers"))
        #expect(try await bench.unfinished("Kind", "State") == "upload elsewhere\n")
        let number = try await bench.unfinished("ID").trimmingCharacters(in: .newlines)
        for more in [[], ["--forget"]] {
            let clean = try await bench.program.run(["transfer", "clean", "--yes"] + more)
            #expect(clean.status == 0 && clean.errors.contains("begun on 'other' and may still run"), "\(clean.errors)")
            #expect(clean.errors.contains("nothing to clean"), "\(clean.errors)")
            let words = (["transfer clean", number] + more).joined(separator: " ")
            #expect(clean.errors.contains("if it does not: \(words)\n"), "\(clean.errors)")
        }
        let resume = try await bench.program.run("transfer", "resume", number)
        #expect(resume.status == 5 && resume.errors.contains("cannot go on here"), "\(resume.errors)")
        #expect(bench.server.records.count == 1 && bench.server.count("DELETE") == 0)
        running.signal(SIGKILL)
        #expect(try await running.finish().status == 137)
        gate.open()
        let named = try await bench.program.run("transfer", "clean", number)
        #expect(named.status == 0 && named.errors.contains("was deleted from"), "\(named.errors)")
        #expect(try await bench.unfinished().isEmpty)
    }

    /// As the journal looks from a machine that shares it.
    private static func moveElsewhere(_ journal: String) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: journal) {
            let path = journal + "/" + name
            var entry = try #require(
                try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: path))) as? [String: Any])
            (entry["process"], entry["place"]) = ("1 1 another-start", "other pid:[1]")
            try JSONSerialization.data(withJSONObject: entry).write(to: URL(filePath: path))
        }
    }

    @Test func `into a service that has moved is forgotten on request, and nothing is deleted anywhere`() async throws {
        let gate = Gate()
        let (bench, running) = try await started(gate)
        running.signal(SIGKILL)
        #expect(try await running.finish().status == 137)
        gate.open()
        let number = try await bench.unfinished("ID").trimmingCharacters(in: .newlines)
        let elsewhere = try UploadServer()
        let moved = bench.program.with(elsewhere.environment)
        let clean = try await moved.run("transfer", "clean", "--yes")
        #expect(clean.status == 5, "\(clean.errors)")
        #expect(clean.errors.contains("transfer clean --forget \(number)"), "\(clean.errors)")
        #expect(try await bench.unfinished("State") == "left\n")
        let forgotten = try await moved.run("transfer", "clean", "--forget", number)
        #expect(forgotten.status == 0, "\(forgotten.errors)")
        #expect(forgotten.errors.contains("1 unfinished transfer forgotten"), "\(forgotten.errors)")
        #expect(try await bench.unfinished().isEmpty)
        #expect(bench.server.records.count == 1)
        #expect(bench.server.count("DELETE") == 0 && elsewhere.count("DELETE") == 0)
    }

    @Test func `before its record is made is remembered until it is`() async throws {
        let (come, gate, made) = (Gate(), Gate(), Gate())
        let bench = try Bench(creations: [.late(come: come, gate, made: made)])
        let running = try bench.program.start(Bench.create)
        #expect(await come.waitAsync())
        running.signal(SIGKILL)
        #expect(try await running.finish().status == 137)
        let early = try await bench.program.run("transfer", "clean", "--yes")
        #expect(early.status == 0 && early.errors.contains("a busy service may still make it"), "\(early.errors)")
        #expect(early.errors.contains("0 unfinished transfers removed"), "\(early.errors)")
        #expect(try await bench.unfinished("State") == "left\n")
        gate.open()
        #expect(await made.waitAsync())
        let clean = try await bench.program.run("transfer", "clean", "--yes")
        #expect(clean.status == 0 && clean.errors.contains("was deleted from"), "\(clean.errors)")
        #expect(bench.server.records.isEmpty)
        #expect(try await bench.unfinished().isEmpty)
    }

    /// Such an entry knows only where the login goes, and the first one that is settled has logged in.
    @Test func `before its record is made is cleaned up together with others`() async throws {
        let gates = (0..<2).map { _ in (come: Gate(), gate: Gate(), made: Gate()) }
        let bench = try Bench(creations: gates.map { .late(come: $0.come, $0.gate, made: $0.made) })
        for (come, gate, made) in gates {
            let running = try bench.program.start(Bench.create)
            #expect(await come.waitAsync())
            running.signal(SIGKILL)
            #expect(try await running.finish().status == 137)
            gate.open()
            #expect(await made.waitAsync())
        }
        #expect(bench.server.records.count == 2)
        let clean = try await bench.program.run("transfer", "clean", "--yes")
        #expect(clean.status == 0 && clean.errors.contains("2 unfinished transfers removed"), "\(clean.errors)")
        #expect(bench.server.records.isEmpty)
        #expect(try await bench.unfinished().isEmpty)
    }

    @Test func `when the service had all of it loses no image to the cleaning`() async throws {
        let bench = try Bench([.unanswered(isKept: true)])
        let running = try bench.program.start(Bench.create)
        while running.isRunning, bench.server.records.first?.status != "active" { usleep(200) }
        running.signal(SIGKILL)
        let result = try await running.finish()
        guard result.status == 137 else { return }
        let clean = try await bench.program.run("transfer", "clean", "--yes")
        #expect(clean.status == 0, "\(clean.errors)")
        #expect(bench.server.records.map(\.status) == ["active"] && bench.server.count("DELETE") == 0)
        #expect(try await bench.unfinished().isEmpty)
    }

    @Test func `holds no secret in the journal`() async throws {
        let gate = Gate()
        let (bench, running) = try await started(gate)
        let journal = bench.program.directory(".local/state/imgsh/transfers")
        let names = try FileManager.default.contentsOfDirectory(atPath: journal)
        #expect(names.count == 1)
        for name in names {
            let text = try String(contentsOfFile: journal + "/" + name, encoding: .utf8)
            for secret in [UploadServer.password, UploadServer.token(1), "demo"] { #expect(!text.contains(secret)) }
        }
        running.signal(SIGKILL)
        _ = try await running.finish()
        gate.open()
    }

    /// `IMGSH_STORM_ROUNDS` says how often; what was seen is printed at the end.
    @Test func `at any moment leaves no false success, and no record that is not listed`() async throws {
        let rounds = ProcessInfo.processInfo.environment["IMGSH_STORM_ROUNDS"].flatMap(Int.init) ?? 30
        let bench = try Bench()
        var (killed, left, falseSuccess, unlisted) = (0, 0, 0, 0)
        for _ in 0..<rounds {
            let running = try bench.program.start(Bench.create)
            let wanted = bench.server.requests.count + Int.random(in: 0...6)
            while running.isRunning, bench.server.requests.count < wanted { usleep(100) }
            usleep(UInt32.random(in: 0...20_000))
            running.signal(SIGKILL)
            let result = try await running.finish()
            if result.status == 0 {
                if bench.server.records.last?.data != Bench.data { falseSuccess += 1 }
            } else {
                killed += 1
            }
            let listed = try await bench.unfinished("Image")
            let open = bench.server.records.filter { $0.status != "active" }
            left += open.isEmpty ? 0 : 1
            unlisted += open.count { !listed.contains($0.id) }
            let clean = try await bench.program.run("transfer", "clean", "--yes")
            #expect(clean.status == 0, "\(clean.errors)")
            #expect(bench.server.records.allSatisfy { $0.status == "active" && $0.data == Bench.data })
        }
        print(
            "upload storm: \(rounds) rounds, \(killed) killed, \(left) left a record; "
                + "\(falseSuccess) false successes, \(unlisted) records not listed")
        #expect(falseSuccess == 0 && unlisted == 0 && killed > rounds / 4)
    }
}
