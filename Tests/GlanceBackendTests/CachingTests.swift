import BackendKit
import HTTPTransport
import JSONText
import OpenStack
import TestSupport
import Testing

@testable import GlanceBackend

private let id = Bench.id
private let path = "images/\(Bench.id)"
private let record = ScriptedClient.Answer.json(Bench.record())

struct `caching` {
    @Test func `reads what the cache holds`() async throws {
        let contents = try await Bench([("GET cache", try .fixture("cache"))]).backend.cacheContents()
        #expect(contents.cached.count == 1)
        #expect(contents.cached[0].hits == 1)
        #expect(contents.cached[0].size == 3_000_000)
        #expect(contents.cached[0].lastAccessed == 1_795_445_948)
        #expect(contents.queued.isEmpty)
    }

    @Test func `is unsupported where there is none`() async {
        await expectError(.unsupported) { try await Bench([("GET cache", .refused(404))]).backend.cacheContents() }
        await expectError(.unsupported) { try await Bench([("POST cache/prune", .refused(405))]).backend.pruneCache() }
        let bench = Bench([("PUT cache/\(id)", .refused(404)), ("GET \(path)", record)])
        await expectError(.unsupported) { try await bench.backend.queueForCache(id) }
        let gone = Bench([("PUT cache/\(id)", .refused(404)), ("GET \(path)", .refused(404))])
        await expectError(.notFound) { try await gone.backend.queueForCache(id) }
    }

    @Test func `makes every call the service has`() async throws {
        let bench = Bench([
            ("PUT cache/\(id)", .status(202)), ("DELETE cache/\(id)", .status(204)), ("DELETE cache", .status(204)),
            ("DELETE cache", .status(204)),
            ("POST cache/prune", .json(#"{"total_files_pruned": 2, "total_bytes_pruned": 300}"#)),
            ("POST cache/clean", .status(200)), ("GET cache/nodes/\(id)", .json(#"["http://a", "http://b"]"#)),
        ])
        try await bench.backend.queueForCache(id)
        try await bench.backend.removeFromCache(id)
        try await bench.backend.clearCache(nil)
        try await bench.backend.clearCache(.queue)
        #expect(bench.client.sent[2].request.headers["x-image-cache-clear-target"] == nil)
        #expect(bench.client.sent[3].request.headers["x-image-cache-clear-target"] == "queue")
        #expect(try await bench.backend.pruneCache() == (2, 300))
        try await bench.backend.cleanCache()
        #expect(try await bench.backend.cacheNodes(of: id) == ["http://a", "http://b"])
        bench.expectDone()
        await expectError(.conflict) {
            try await Bench([("PUT cache/\(id)", .refused(400))]).backend.queueForCache(id)
        }
        await expectError(.unsupported) {
            try await Bench([("GET cache/nodes/\(id)", .refused(409))]).backend.cacheNodes(of: id)
        }
    }
}
