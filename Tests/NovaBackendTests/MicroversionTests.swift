import BackendKit
import HTTPTransport
import NovaBackend
import TestSupport
import Testing

struct `the microversion of a call` {
    private static let fields = ["OpenStack-API-Version", "X-OpenStack-Nova-API-Version"]

    private static func versions(_ request: HTTPRequest) -> [String?] { fields.map { request.headers[$0] } }

    /// What the calls for an image, a list, properties and an image of a server ask for.
    private static func ask(_ microversion: String?) async throws -> [[String?]] {
        let bench = try Bench(microversion: microversion)
        bench.expect(.get, "/images/\(Bench.id)", 200, Bench.image(Bench.record()))
        bench.expect(.get, "/images/detail?limit=1000", 200, Bench.list([]))
        bench.expect(.post, "/images/\(Bench.id)/metadata", 200, #"{"metadata": {}}"#)
        bench.expect(.get, "/images/\(Bench.id)", 200, Bench.image(Bench.record()))
        bench.expect(.post, "/servers/\(Bench.other)/action", 202, #"{"image_id": "\#(Bench.id)"}"#)
        _ = try await bench.backend.image(Image.ID(Bench.id))
        _ = try await bench.backend.images(matching: ImageQuery()).collect()
        var changes = ImageChanges()
        changes.setProperties = ["a": "b"]
        _ = try await bench.backend.updateImage(Image.ID(Bench.id), changes)
        _ = try await bench.backend.snapshotServer(Server.ID(Bench.other), SnapshotRequest(name: "x"))
        bench.expectDone()
        return bench.stub.sent.map(versions)
    }

    @Test func `is the last one with the call, in both headers`() async throws {
        #expect(
            try await Self.ask(nil) == [
                ["compute 2.35", "2.35"], ["compute 2.35", "2.35"], ["compute 2.38", "2.38"],
                ["compute 2.35", "2.35"], ["compute 2.45", "2.45"],
            ])
    }

    @Test func `is no higher than the configuration says`() async throws {
        #expect(
            try await Self.ask("2.36") == [
                ["compute 2.35", "2.35"], ["compute 2.35", "2.35"], ["compute 2.36", "2.36"],
                ["compute 2.35", "2.35"], ["compute 2.36", "2.36"],
            ])
    }

    @Test func `is never the latest one`() async throws {
        #expect(try await Self.ask("latest").last == ["compute 2.45", "2.45"])
    }

    @Test func `is left out for good where a service is too old for it`() async throws {
        let bench = try Bench()
        let message = "Version 2.35 is not supported by the API. Minimum is 2.1 and maximum is 2.12."
        bench.expect(.get, "/images/\(Bench.id)", 406, Bench.fault("computeFault", 406, message))
        bench.expect(.get, "/images/\(Bench.id)", 200, Bench.image(Bench.record()))
        bench.expect(.get, "/images/\(Bench.id)", 200, Bench.image(Bench.record()))
        _ = try await bench.backend.image(Image.ID(Bench.id))
        _ = try await bench.backend.image(Image.ID(Bench.id))
        #expect(bench.stub.sent.map { Self.versions($0)[1] } == ["2.35", nil, nil])
        bench.expectDone()
    }
}
