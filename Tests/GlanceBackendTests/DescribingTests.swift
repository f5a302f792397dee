import BackendKit
import HTTPTransport
import JSONText
import OpenStack
import TestSupport
import Testing

@testable import GlanceBackend

struct `describing` {
    @Test func `reads the formats from the schema, in its order`() async throws {
        let bench = Bench([("GET schemas/image", try .fixture("schema-image"))])
        let formats = try await bench.backend.formats()
        #expect(formats.disk.first == .ami)
        #expect(formats.disk.contains(.ploop))
        #expect(formats.container.contains(.bare))
    }

    @Test func `gives schemas as they came, and only by their names`() async throws {
        let text = try Fixture.text("schema-image")
        let bench = Bench([("GET schemas/metadefs/namespace", .json(text))])
        #expect(try await bench.backend.schema("metadefs/namespace") == Array(text.utf8))
        for name in ["", "/", "../images", "a//b", "."] {
            await expectError(.notFound) { try await Bench([]).backend.schema(name) }
        }
        await expectError(.notFound) { try await Bench([("GET schemas/x", .refused(404))]).backend.schema("x") }
    }

    @Test func `reads quotas, also when there are none`() async throws {
        let usage = try await Bench([("GET info/usage", try .fixture("usage"))]).backend.usage()
        #expect(usage.count == 4)
        #expect(usage[0] == QuotaUsage(name: "image_size_total", limit: 1_000_000, usage: 5))
        #expect(try await Bench([("GET info/usage", .json(#"{"usage": {}}"#))]).backend.usage().isEmpty)
        await expectError(.unsupported) { try await Bench([("GET info/usage", .refused(404))]).backend.usage() }
    }
}
