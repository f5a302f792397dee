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

struct `locations` {
    private let shown = ScriptedClient.Answer.json(
        Bench.record(more: #""locations": [{"url": "a://1", "metadata": {"store": "fast"}}, {"url": "b://2"}]"#))

    @Test func `are read from the record where a site shows them, or else asked for`() async throws {
        let inRecord = try await Bench([("GET \(path)", shown)]).backend.locations(of: id)
        #expect(inRecord.map(\.url) == ["a://1", "b://2"])
        #expect(inRecord[0].metadata == ["store": "fast"])
        let asked = Bench([
            ("GET \(path)", record), ("GET \(path)/locations", .json(#"[{"url": "c://3", "metadata": {}}, 5]"#)),
        ])
        #expect(try await asked.backend.locations(of: id).map(\.url) == ["c://3"])
        await expectError(.forbidden) {
            try await Bench([("GET \(path)", record), ("GET \(path)/locations", .refused(403))]).backend
                .locations(of: id)
        }
    }

    @Test func `are added by the new call, or else by a patch`() async throws {
        var location = ImageLocation(url: "http://x/y")
        location.hash = ImageHash(algorithm: "sha512", value: "aB")
        let new = Bench([("GET \(path)", record), ("POST \(path)/locations", .status(202))])
        try await new.backend.addLocation(location, to: id)
        #expect(
            new.client.sent[1].text
                == #"{"url":"http://x/y","validation_data":{"os_hash_algo":"sha512","os_hash_value":"ab"}}"#)
        let old = Bench([
            ("GET \(path)", record), ("POST \(path)/locations", .refused(404)), ("GET \(path)", record),
            ("PATCH \(path)", record),
        ])
        try await old.backend.addLocation(location, to: id)
        #expect(
            old.client.sent[3].text
                == #"[{"op":"add","path":"/locations/-","value":{"url":"http://x/y","metadata":{},"#
                + #""validation_data":{"os_hash_algo":"sha512","os_hash_value":"ab"}}}]"#)
        await expectError(.conflict) {
            try await Bench([("GET \(path)", record), ("POST \(path)/locations", .refused(409))]).backend
                .addLocation(location, to: id)
        }
        let active = await expectError(.conflict) {
            try await Bench([
                ("GET \(path)", .json(Bench.record(status: "active"))), ("POST \(path)/locations", .refused(409)),
            ]).backend.addLocation(location, to: id)
        }
        #expect(active?.message == "image 'x' is 'active'; a location is added to one that is 'queued'")
    }

    @Test func `are removed by their place, unless nobody may see them`() async throws {
        let bench = Bench([("GET \(path)", shown), ("GET \(path)", shown), ("PATCH \(path)", record)])
        try await bench.backend.removeLocation("b://2", from: id)
        #expect(bench.client.sent[2].text == #"[{"op":"remove","path":"/locations/1"}]"#)
        await expectError(.notFound) {
            try await Bench([("GET \(path)", shown)]).backend.removeLocation("c://", from: id)
        }
        await expectError(.forbidden) {
            try await Bench([("GET \(path)", record)]).backend.removeLocation("a://1", from: id)
        }
    }

    /// The place may be that of another one by then, whose data would go with it.
    @Test func `are not removed twice when the answer is lost`() async throws {
        let lost = Bench([
            ("GET \(path)", shown), ("GET \(path)", shown), ("PATCH \(path)", .lost), ("GET \(path)", shown),
        ])
        let error = await expectError(.network) { try await lost.backend.removeLocation("a://1", from: id) }
        #expect(error?.message.contains("may still do it") == true)
        lost.expectDone()
        let rest = ScriptedClient.Answer.json(Bench.record(more: #""locations": [{"url": "b://2"}]"#))
        let done = Bench([
            ("GET \(path)", shown), ("GET \(path)", shown), ("PATCH \(path)", .lost), ("GET \(path)", rest),
        ])
        try await done.backend.removeLocation("a://1", from: id)
        done.expectDone()
    }

    @Test func `are described anew, the others left alone`() async throws {
        let shown = ScriptedClient.Answer.json(
            Bench.record(
                more: #""locations": [{"url": "a://1", "metadata": {"x": {"deep": 1}}}, "#
                    + #"{"url": "b://2", "metadata": {"old": "y"}}]"#))
        let bench = Bench([("GET \(path)", shown), ("PATCH \(path)", record)])
        try await bench.backend.describeLocation("b://2", of: id, as: ["site": "north"])
        #expect(
            bench.client.sent[1].text
                == #"[{"op":"replace","path":"/locations","value":[{"url":"a://1","metadata":{"x":{"deep":1}}},"#
                + #"{"url":"b://2","metadata":{"site":"north"}}]}]"#)
        await expectError(.notFound) {
            try await Bench([("GET \(path)", shown)]).backend.describeLocation("c://", of: id, as: [:])
        }
        await expectError(.forbidden) {
            try await Bench([("GET \(path)", record)]).backend.describeLocation("a://1", of: id, as: [:])
        }
    }
}
