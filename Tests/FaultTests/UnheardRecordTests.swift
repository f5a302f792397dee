import Foundation
import TestSupport
import Testing

/// Fault classes F-N2 and F-P2: nobody says whether a new record was made.
struct `F-N2 a new record nobody has confirmed` {
    private static let id = "11111111-2222-4333-8444-555555555555"

    /// A bench whose service holds an image of that ID already.
    private func bench(_ creations: UploadServer.Creation...) async throws -> Bench {
        let bench = try Bench(creations: [.made] + creations)
        #expect(try await bench.program.run("image", "create", "theirs", "--id", Self.id).status == 0)
        return bench
    }

    private func expectUntouched(_ bench: Bench, _ result: TestProgram.Result, _ status: Int32) async throws {
        #expect(result.status == status && result.output.isEmpty, "\(result.errors)")
        #expect(result.errors.contains("whether image \(Self.id) was made is not known"), "\(result.errors)")
        #expect(result.errors.contains(": image show \(Self.id)"), "\(result.errors)")
        #expect(!result.errors.contains("image delete"), "\(result.errors)")
        #expect(bench.server.records.map(\.name) == ["theirs"] && bench.server.count("DELETE") == 0)
        #expect(try await bench.unfinished().isEmpty)
    }

    @Test(arguments: [[], ["--keep-failed"], ["--import"]] as [[String]])
    func `under an ID that somebody else's image has takes nothing away when a signal ends it`(
        _ more: [String]
    ) async throws {
        let (come, gate, made) = (Gate(), Gate(), Gate())
        let bench = try await bench(.late(come: come, gate, made: made))
        let running = try bench.program.start(Bench.create + ["--id", Self.id] + more)
        #expect(await come.waitAsync())
        running.signal(SIGINT)
        let result = try await running.finish()
        gate.open()
        try await expectUntouched(bench, result, 130)
        #expect(result.errors.contains("the upload of 'disk' was stopped; "), "\(result.errors)")
    }

    @Test func `under an ID that somebody chose is not taken away when its answer is lost`() async throws {
        let id = "22222222-2222-4333-8444-555555555555"
        let bench = try Bench(creations: [.unanswered(isMade: false), .unanswered(isMade: false)])
        let result = try await bench.create("--id", id)
        #expect(result.status == 7, "\(result.errors)")
        #expect(result.errors.contains("; whether image \(id) was made is not known"), "\(result.errors)")
        #expect(result.errors.contains("try: image show \(id)"), "\(result.errors)")
        #expect(bench.server.count("DELETE") == 0)
    }

    /// It is there later, and `transfer clean` takes it away.
    private func expectRemembered(_ bench: Bench, _ gate: Gate, _ made: Gate) async throws {
        #expect(try await bench.unfinished("State") == "left\n")
        gate.open()
        #expect(await made.waitAsync())
        #expect(bench.server.records.count == 1)
        let clean = try await bench.program.run("transfer", "clean", "--yes")
        #expect(clean.status == 0 && clean.errors.contains("was deleted from"), "\(clean.errors)")
        #expect(bench.server.records.isEmpty)
        #expect(try await bench.unfinished().isEmpty)
    }

    @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
    func `and that a signal ends stays listed until it cannot come any more`(
        _ signal: Int32, _ status: Int32
    ) async throws {
        let (come, gate, made) = (Gate(), Gate(), Gate())
        let bench = try Bench(creations: [.late(come: come, gate, made: made)])
        let running = try bench.program.start(Bench.create)
        #expect(await come.waitAsync())
        running.signal(signal)
        let result = try await running.finish()
        #expect(result.status == status, "\(result.errors)")
        #expect(result.errors.contains("the upload of 'disk' was stopped; the new image "), "\(result.errors)")
        #expect(
            result.errors.contains(" is not there yet; a busy service may still make it: transfer clean"),
            "\(result.errors)")
        try await expectRemembered(bench, gate, made)
    }

    @Test func `and that a signal ends stays listed when it is a copy`() async throws {
        let (come, gate, made) = (Gate(), Gate(), Gate())
        let bench = try Bench(creations: [.late(come: come, gate, made: made)])
        let store = "local:" + bench.program.directory("store")
        let filled = try await bench.program.run(
            "--backend", store, "image", "create", "x", "--disk-format", "raw", "--file", "disk")
        #expect(filled.status == 0, "\(filled.errors)")
        let running = try bench.program.start(["image", "copy", store + "//x", "glance"])
        #expect(await come.waitAsync())
        running.signal(SIGINT)
        let result = try await running.finish()
        #expect(result.status == 130, "\(result.errors)")
        #expect(result.errors.contains("the copy was stopped; the new image "), "\(result.errors)")
        #expect(result.errors.contains("a busy service may still make it: transfer clean"), "\(result.errors)")
        try await expectRemembered(bench, gate, made)
    }

    @Test func `since every answer was lost stays listed`() async throws {
        let bench = try Bench(creations: [.unanswered(isMade: false), .unanswered(isMade: false)])
        let result = try await bench.create()
        #expect(result.status == 7, "\(result.errors)")
        #expect(result.errors.contains(" is not there yet; a busy service may still make it"), "\(result.errors)")
        #expect(result.errors.contains("try: transfer clean"), "\(result.errors)")
        #expect(try await bench.unfinished("State") == "left\n")
    }

    @Test(arguments: [["image", "create", "later"], ["image-create-via-import", "--name", "later"]])
    func `and that gets no data is told of when a signal ends it`(_ command: [String]) async throws {
        let (come, gate, made) = (Gate(), Gate(), Gate())
        let bench = try Bench(creations: [.late(come: come, gate, made: made)])
        let running = try bench.program.start(command)
        #expect(await come.waitAsync())
        running.signal(SIGINT)
        let result = try await running.finish()
        #expect(result.status == 130 && result.output.isEmpty, "\(result.errors)")
        #expect(
            result.errors.contains("the creation of 'later' was stopped; the new image "), "\(result.errors)")
        gate.open()
        #expect(await made.waitAsync())
        let id = try #require(bench.server.records.first?.id)
        #expect(
            result.errors.contains(
                " \(id) is not there yet; a busy service may still make it: image show \(id)"), "\(result.errors)")
    }

    @Test func `and that gets no data is told of when every answer was lost`() async throws {
        let bench = try Bench(creations: [.unanswered(isMade: false), .unanswered(isMade: false)])
        let result = try await bench.program.run("image", "create", "later")
        #expect(result.status == 7 && result.output.isEmpty, "\(result.errors)")
        #expect(result.errors.contains(" is not there yet; a busy service may still make it"), "\(result.errors)")
        #expect(result.errors.contains("try: image show "), "\(result.errors)")
    }

    @Test(arguments: [Bench.create, ["image", "create", "later"]])
    func `by a service that was not reached is no record`(_ command: [String]) async throws {
        let bench = try Bench([], ["OS_AUTH_URL": "http://127.0.0.1:1/v3", "IMGSH_NO_RETRY": "1"])
        let result = try await bench.program.run(command)
        #expect(result.status == 7, "\(result.errors)")
        #expect(!result.errors.contains("new image") && !result.errors.contains("transfer clean"), "\(result.errors)")
        #expect(try await bench.unfinished().isEmpty)
    }
}
