import Foundation
import TestSupport
import Testing

/// Fault class F-N2, where the new image shall be protected.
struct `F-N2 an upload into a protected image` {
    @Test(arguments: [[], ["--import"]] as [[String]])
    func `is protected in the end`(_ more: [String]) async throws {
        let bench = try Bench()
        let result = try await bench.program.run(
            Bench.create + ["--protected", "-f", "json", "-c", "protected"] + more)
        try await bench.expectComplete(result)
        #expect(result.output.contains("\"protected\": true"), "\(result.output)")
        #expect(bench.server.records.map(\.isProtected) == [true])
    }

    @Test func `that is refused takes its record away`() async throws {
        let bench = try Bench([.refused(413, after: nil)])
        try await bench.expectNothing(try await bench.create("--protected"), 5)
    }

    @Test func `whose import is refused takes its record away`() async throws {
        let bench = try Bench(imports: [.refused(409)])
        let result = try await bench.create("--protected", "--import")
        #expect(result.status == 5 && result.errors.contains("was deleted again"), "\(result.errors)")
        #expect(bench.server.records.isEmpty)
        #expect(try await bench.unfinished().isEmpty)
    }

    @Test func `is complete even when the image cannot be protected`() async throws {
        let bench = try Bench()
        bench.server.changes(get: 403)
        let result = try await bench.create("--protected")
        let id = try #require(bench.server.records.first?.id)
        #expect(result.status == 4 && result.output.isEmpty, "\(result.errors)")
        #expect(
            result.errors.contains("imgsh: the image \(id) is complete, but not --protected: "), "\(result.errors)")
        #expect(result.errors.contains("try: image set --protected \(id)"), "\(result.errors)")
        #expect(bench.server.records.map(\.status) == ["active"] && bench.server.count("DELETE") == 0)
        #expect(try await bench.unfinished().isEmpty)
    }

    @Test func `that was killed is cleaned up although it is protected`() async throws {
        let come = Gate()
        let bench = try Bench(imports: [.unheard(come: come)])
        let running = try bench.program.start(Bench.create + ["--protected", "--import"])
        #expect(await come.waitAsync())
        running.signal(SIGKILL)
        #expect(try await running.finish().status == 137)
        #expect(bench.server.records.map(\.isProtected) == [true])
        #expect(try await bench.unfinished("State") == "left\n")
        let clean = try await bench.program.run("transfer", "clean", "--yes")
        #expect(clean.status == 0 && clean.errors.contains("was deleted from"), "\(clean.errors)")
        #expect(bench.server.records.isEmpty)
        #expect(try await bench.unfinished().isEmpty)
    }

    /// A bench whose image has its data, but not its protection, since a kill ended the command in between.
    private func killedBeforeProtection(_ command: [String]) async throws -> Bench {
        let come = Gate()
        let bench = try Bench()
        let store = "local:" + bench.program.directory("store")
        let filled = try await bench.program.run(["--backend", store] + Bench.create + ["--protected"])
        #expect(filled.status == 0, "\(filled.errors)")
        bench.server.leaveChangeUnheard(come: come)
        let running = try bench.program.start(command.map { $0.replacing("STORE", with: store) })
        #expect(await come.waitAsync())
        running.signal(SIGKILL)
        #expect(try await running.finish().status == 137)
        #expect(bench.server.records.map(\.status) == ["active"] && bench.server.records.map(\.isProtected) == [false])
        #expect(try await bench.unfinished("Kind", "State") == "upload unprotected\n")
        return bench
    }

    @Test(arguments: [Bench.create + ["--protected"], ["image", "copy", "STORE//x", "glance"]])
    func `that a kill ends before it is protected is listed, and protected on request`(
        _ command: [String]
    ) async throws {
        let bench = try await killedBeforeProtection(command)
        let resume = try await bench.program.run("transfer", "resume")
        #expect(resume.status == 0 && resume.errors.contains("on glance is protected"), "\(resume.errors)")
        #expect(bench.server.records.map(\.isProtected) == [true])
        #expect(try await bench.unfinished().isEmpty)
    }

    @Test func `that a kill ends before it is protected stays when it is cleaned up, which says so`() async throws {
        let bench = try await killedBeforeProtection(Bench.create + ["--protected"])
        let id = try #require(bench.server.records.first?.id)
        let clean = try await bench.program.run("transfer", "clean", "--yes")
        #expect(clean.status == 0, "\(clean.errors)")
        #expect(
            clean.errors.contains("and stays, not protected: image set --protected glance//\(id)"), "\(clean.errors)")
        #expect(bench.server.records.count == 1 && bench.server.count("DELETE") == 0)
        #expect(try await bench.unfinished().isEmpty)
    }

    @Test func `that a kill ends before it is protected is told of when it is gone`() async throws {
        let bench = try await killedBeforeProtection(Bench.create + ["--protected"])
        let id = try #require(bench.server.records.first?.id)
        #expect(try await bench.program.run("image", "delete", "--yes", id).status == 0)
        let number = try await bench.unfinished("ID").trimmingCharacters(in: .newlines)
        let resume = try await bench.program.run("transfer", "resume")
        #expect(
            resume.status == 3 && resume.errors.contains("nothing to protect any more: transfer clean \(number)"),
            "\(resume.errors)")
    }
}
