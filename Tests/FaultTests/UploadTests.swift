import Foundation
import TestSupport
import Testing

/// Fault class F-N2: what the service does with the data.
struct `F-N2 an upload` {
    @Test func `is sent once and whole, with its length`() async throws {
        let bench = try Bench()
        try await bench.expectComplete(try await bench.create())
        #expect(bench.server.bodies == [Bench.data])
        let sent = try #require(bench.server.requests.first { $0.method == "PUT" })
        #expect(sent["Content-Length"] == "3000000" && sent["x-openstack-image-size"] == "3000000")
        #expect(sent["Expect"] == "100-continue")
    }

    @Test func `of which the service keeps other bytes is no success, and its record goes`() async throws {
        let bench = try Bench([.altered])
        let result = try await bench.create()
        try await bench.expectNothing(result, 6)
        #expect(result.errors.contains("sha512 differs"), "\(result.errors)")
    }

    @Test(arguments: [0, 1_000_000, nil])
    func `whose token is refused starts again from byte 0 with a new login`(_ place: Int?) async throws {
        let bench = try Bench([.refused(401, after: place)])
        try await bench.expectComplete(try await bench.create())
        #expect(bench.server.logins == 2)
        #expect(bench.server.uploadTokens == [UploadServer.token(1), UploadServer.token(2)])
        #expect(bench.server.bodies.last == Bench.data)
    }

    @Test func `whose fresh token is refused too ends, and its record goes`() async throws {
        let bench = try Bench([.refused(401, after: nil), .refused(401, after: nil)])
        try await bench.expectNothing(try await bench.create(), 4)
        #expect(bench.server.bodies == [Bench.data, Bench.data])
    }

    @Test func `whose record is thrown away because the token ended says so`() async throws {
        let bench = try Bench([.expired])
        let result = try await bench.create()
        #expect(result.status == 5 && result.output.isEmpty, "\(result.errors)")
        #expect(result.errors.contains("the login ends before the transfer does"), "\(result.errors)")
        #expect(bench.server.bodies == [Bench.data, []] && bench.server.records.isEmpty)
        #expect(try await bench.unfinished().isEmpty)
    }

    @Test(arguments: [0, nil])
    func `of a pipe whose token is refused is not repeated, and never as nothing`(_ place: Int?) async throws {
        let bench = try Bench([.refused(401, after: place)])
        let result = try await bench.createFromPipe()
        try await bench.expectNothing(result, 4)
        #expect(result.errors.contains("cannot repeat a stream"), "\(result.errors)")
        #expect(bench.server.bodies.count == 1)
    }

    @Test func `of a pipe is sent once, and verified`() async throws {
        let bench = try Bench()
        try await bench.expectComplete(try await bench.createFromPipe())
        #expect(bench.server.bodies == [Bench.data])
        let sent = try #require(bench.server.requests.first { $0.method == "PUT" })
        #expect(sent["Transfer-Encoding"] == "chunked" && sent["x-openstack-image-size"] == nil)
    }

    @Test func `of a pipe that breaks off is not sent again`() async throws {
        let bench = try Bench([.cut(after: 1_000_000)])
        try await bench.expectNothing(try await bench.createFromPipe(), 7)
        #expect(bench.server.bodies.count == 1)
    }

    @Test(arguments: [0, nil])
    func `refused by a busy service is not sent again unasked`(_ place: Int?) async throws {
        let bench = try Bench([.refused(503, after: place)])
        let result = try await bench.create()
        try await bench.expectNothing(result, 7)
        #expect(bench.server.bodies == [place == nil ? Bench.data : []])
    }

    @Test func `refused by a busy service that says when to come again is sent again whole`() async throws {
        let bench = try Bench([.refused(503, after: 0, [("Retry-After", "0")])])
        try await bench.expectComplete(try await bench.create())
        #expect(bench.server.bodies == [[], Bench.data])
    }

    @Test(arguments: [(403, 4), (413, 5), (415, 6)] as [(Int, Int32)], [0, 1_000_000, nil] as [Int?])
    func `that is refused stops, and its record goes`(_ answer: (Int, Int32), _ place: Int?) async throws {
        let bench = try Bench([.refused(answer.0, after: place)])
        let result = try await bench.create()
        try await bench.expectNothing(result, answer.1)
        #expect(result.errors.contains("\(answer.0)"), "\(result.errors)")
        #expect(bench.server.bodies.count == 1)
    }

    @Test func `after which the record is of no use any more takes the record away`() async throws {
        let bench = try Bench([.poisoned])
        try await bench.expectNothing(try await bench.create(), 6)
    }

    @Test(
        arguments: [
            (.altered, 6, "is 'active' now"), (.expired, 5, "is not there any more"),
            (.refused(413, after: 0), 5, "still has no data"),
        ] as [(UploadServer.Upload, Int32, String)])
    func `into a record made before says what has become of that`(
        _ upload: UploadServer.Upload, _ status: Int32, _ state: String
    ) async throws {
        let bench = try Bench([upload])
        _ = try await bench.program.run(
            "image", "create", "x", "--disk-format", "raw", "--container-format", "bare")
        let id = try #require(bench.server.records.first?.id)
        let result = try await bench.program.run("image", "upload", id, "--file", "disk")
        #expect(result.status == status && result.output.isEmpty, "\(result.errors)")
        #expect(result.errors.contains("; image 'x' \(state)"), "\(result.errors)")
        #expect(bench.server.count("DELETE") == 0)
    }

    @Test func `into a record that was poisoned by another is not begun`() async throws {
        let bench = try Bench([.poisoned])
        _ = try await bench.create("--keep-failed")
        let id = try #require(bench.server.records.first?.id)
        let result = try await bench.program.run("image", "upload", id, "--file", "disk")
        #expect(result.status == 5 && result.errors.contains("image delete \(id)"), "\(result.errors)")
        #expect(bench.server.bodies.count == 1 && bench.server.records.count == 1)
    }

    @Test(arguments: [0.1, 0.5, 0.9, 1])
    func `whose connection is reset is sent again whole, once`(_ part: Double) async throws {
        let cut = UploadServer.Upload.cut(after: Int(Double(Bench.data.count) * part))
        let bench = try Bench([cut])
        try await bench.expectComplete(try await bench.create())
        #expect(bench.server.bodies.count == 2 && bench.server.bodies.last == Bench.data)
        let again = try Bench([cut, cut])
        try await again.expectNothing(try await again.create(), 7)
        #expect(again.server.bodies.count == 2)
    }

    @Test func `whose answer is lost is looked after, and not sent twice when it is there`() async throws {
        let bench = try Bench([.unanswered(isKept: true)])
        let result = try await bench.create()
        try await bench.expectComplete(result)
        #expect(result.errors.contains("was lost; it was done all the same"), "\(result.errors)")
        #expect(bench.server.bodies == [Bench.data])
    }

    @Test func `whose answer is lost and that is not there is sent again whole`() async throws {
        let bench = try Bench([.unanswered(isKept: false)])
        try await bench.expectComplete(try await bench.create())
        #expect(bench.server.bodies == [Bench.data, Bench.data])
    }

    @Test(arguments: [301, 302, 303, 307, 308], [0, nil])
    func `that is sent elsewhere goes nowhere: no byte and no token`(_ status: Int, _ place: Int?) async throws {
        let other = try ScriptedServer { connection in _ = try connection.readRequest() }
        let bench = try Bench([.refused(status, after: place, [("Location", other.address + "/v2/images/x/file")])])
        let result = try await bench.create()
        try await bench.expectNothing(result, 8)
        #expect(result.errors.contains("not followed"), "\(result.errors)")
        #expect(other.connections == 0 && bench.server.bodies.count == 1)
    }

    @Test(arguments: [500, 403])
    func `whose record cannot be taken away names it, and lists it until it is`(_ status: Int) async throws {
        let bench = try Bench([.refused(413, after: nil)])
        bench.server.deletions(get: status)
        let result = try await bench.create("--no-retry")
        let id = try #require(bench.server.records.first?.id)
        #expect(result.status == 5)
        #expect(result.errors.contains("the new image \(id) is left behind, 'queued'"), "\(result.errors)")
        #expect(result.errors.contains("try: image delete \(id)"), "\(result.errors)")
        #expect(try await bench.unfinished("Kind", "Image", "State") == "upload \(id) left\n")
        bench.server.deletions(get: 204)
        let clean = try await bench.program.run("transfer", "clean", "--yes")
        #expect(clean.status == 0 && bench.server.records.isEmpty, "\(clean.errors)")
        #expect(try await bench.unfinished().isEmpty)
    }

    @Test func `keeps its record when that is wished`() async throws {
        let bench = try Bench([.refused(413, after: nil)])
        let result = try await bench.create("--keep-failed")
        #expect(result.status == 5 && bench.server.count("DELETE") == 0)
        #expect(bench.server.records.map(\.status) == ["queued"])
        #expect(try await bench.unfinished().isEmpty)
    }
}

/// Fault class F-N2: what happens to the record before there is any data.
struct `F-N2 a new record` {
    @Test func `whose answer is lost is found by the ID imgsh gave it`() async throws {
        let bench = try Bench(creations: [.unanswered(isMade: true)])
        try await bench.expectComplete(try await bench.create())
        #expect(bench.server.requests.count { $0.target == "/v2/images" && $0.method == "POST" } == 1)
    }

    @Test func `whose answer is lost and that is not there is made again, once`() async throws {
        let bench = try Bench(creations: [.unanswered(isMade: false)])
        try await bench.expectComplete(try await bench.create())
        #expect(bench.server.requests.count { $0.target == "/v2/images" && $0.method == "POST" } == 2)
    }

    @Test func `that is refused leaves nothing, and no byte is sent`() async throws {
        let bench = try Bench(creations: [.refused(403)])
        let result = try await bench.create()
        #expect(result.status == 4, "\(result.errors)")
        #expect(bench.server.bodies.isEmpty && bench.server.count("DELETE") == 0)
        #expect(try await bench.unfinished().isEmpty)
    }

    @Test func `under an ID that somebody else's image has takes nothing away`() async throws {
        let bench = try Bench(creations: [.made, .refused(409)])
        let id = "11111111-2222-4333-8444-555555555555"
        #expect(try await bench.program.run("image", "create", "theirs", "--id", id).status == 0)
        let result = try await bench.create("--id", id)
        #expect(result.status == 5 && bench.server.records.map(\.name) == ["theirs"], "\(result.errors)")
        #expect(bench.server.count("DELETE") == 0 && bench.server.bodies.isEmpty)
    }
}
