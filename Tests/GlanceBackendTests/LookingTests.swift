import BackendKit
import GlanceBackend
import HTTPTransport
import JSONText
import OpenStack
import TestSupport
import Testing

private let id = Bench.id
private let path = "images/\(Bench.id)"

struct `showing and deleting` {
    @Test(arguments: ["", ".", "..", "a/file", "a/b"])
    func `asks nobody about an ID that would lead elsewhere`(_ text: String) async {
        let bench = Bench([])
        await expectError(.notFound) { try await bench.backend.image(Image.ID(text)) }
        await expectError(.notFound) { try await bench.backend.deleteImage(Image.ID(text)) }
    }

    @Test func `does not find what the service does not`() async {
        let bench = Bench([("GET \(path)", .refused(404, "No image found"))])
        let error = await expectError(.notFound) { try await bench.backend.image(id) }
        #expect(error?.details.first?.contains("No image found") == true)
    }

    @Test func `knows where the service is from a refusal as well`() async {
        let looked = Bench([("GET \(path)", .refused(404))])
        await expectError(.notFound) { try await looked.backend.image(id) }
        #expect(looked.backend.info.location == "https://image.example/prefix/v2")
        let deleted = Bench([("DELETE \(path)", .refused(404))])
        await expectError(.notFound) { try await deleted.backend.deleteImage(id) }
        #expect(deleted.backend.info.location == "https://image.example/prefix/v2")
    }

    @Test(arguments: ["[]", "{}", "<html>", #"{"id": "x"}"#])
    func `says when an image cannot be read`(_ body: String) async {
        await expectError(.protocol) { try await Bench([("GET \(path)", .json(body))]).backend.image(id) }
    }

    @Test func `never takes the record of another image for the one that was asked for`() async throws {
        let other = ScriptedClient.Answer.json(Bench.record("99999999-2222-4333-8444-555555555555"))
        let error = await expectError(.protocol) { try await Bench([("GET \(path)", other)]).backend.image(id) }
        #expect(error?.message.contains("asked for image \(id)") == true)
        var changes = ImageChanges()
        changes.minDisk = 5
        await expectError(.protocol) {
            try await Bench([("PATCH \(path)", other)]).backend.updateImage(id, changes)
        }
        // A database may find it in any letters.
        let typed = Image.ID("AAAAAAAA-2222-4333-8444-555555555555")
        let found = ScriptedClient.Answer.json(Bench.record(typed.rawValue.lowercased()))
        let image = try await Bench([("GET images/\(typed)", found)]).backend.image(typed)
        #expect(image.id.rawValue == typed.rawValue.lowercased())
    }

    @Test func `tells protected from forbidden`() async {
        let protected = Bench([
            ("DELETE \(path)", .refused(403)), ("GET \(path)", .json(Bench.record(more: #""protected": true"#))),
        ])
        let error = await expectError(.conflict) { try await protected.backend.deleteImage(id) }
        #expect(error?.hint == "image set --unprotected \(id)")
        let foreign = Bench([("DELETE \(path)", .refused(403)), ("GET \(path)", .json(Bench.record()))])
        await expectError(.forbidden) { try await foreign.backend.deleteImage(id) }
    }

    @Test func `takes an image that is in use for a conflict`() async {
        await expectError(.conflict) {
            try await Bench([("DELETE \(path)", .refused(409))]).backend.deleteImage(id)
        }
    }

    @Test func `looks when the answer to a deletion is lost`() async throws {
        let done = Bench([("DELETE \(path)", .lost), ("GET \(path)", .refused(404))])
        try await done.backend.deleteImage(id)
        #expect(done.warnings.count == 1)
        // The data goes before the answer comes, and that may take long.
        #expect(done.client.sent.first?.request.kind == .work)
        let again = Bench([
            ("DELETE \(path)", .lost), ("GET \(path)", .json(Bench.record())), ("DELETE \(path)", .status(204)),
        ])
        try await again.backend.deleteImage(id)
        again.expectDone()
        let late = Bench(
            [("DELETE \(path)", .refused(504))] + Self.stillThere(path, looks: 5)
                + [("DELETE \(path)", .refused(404)), ("GET \(path)", .refused(404))])
        try await late.backend.deleteImage(id)
        late.expectDone()
    }

    private static func stillThere(_ path: String, looks: Int) -> [(String, ScriptedClient.Answer)] {
        Array(repeating: ("GET \(path)", .json(Bench.record())), count: looks)
    }

    /// The data goes first, for as long as that takes, and a second call would meet the first one.
    @Test func `is given time after a gateway would not wait any longer, before it is sent again`() async throws {
        let slow = Bench(
            [("DELETE \(path)", .refused(504))] + Self.stillThere(path, looks: 3)
                + [("GET \(path)", .refused(404))])
        try await slow.backend.deleteImage(id)
        #expect(slow.pauses.all == [.seconds(2), .seconds(4), .seconds(8)])
        #expect(slow.warnings == ["the answer to deleting image \(id) was lost; it was done all the same"])
        slow.expectDone()
        let hasty = Bench([("DELETE \(path)", .refused(504))] + Self.stillThere(path, looks: 1), retry: .none)
        await expectError(.network) { try await hasty.backend.deleteImage(id) }
        #expect(hasty.pauses.all == [])
        hasty.expectDone()
    }

    @Test func `does not say that nobody was reached when the first of two tries was taken`() async {
        let gone = ImageError(.network, kind: .notReached, "connection refused")
        let bench = Bench([
            ("DELETE \(path)", .lost), ("GET \(path)", .json(Bench.record())), ("DELETE \(path)", .broken(gone)),
        ])
        let error = await expectError(.network) { try await bench.backend.deleteImage(id) }
        #expect(error?.message == "connection refused" && error?.kind == nil)
        bench.expectDone()
    }

    @Test func `says that a deletion may go on when a second try finds the image in use`() async {
        let bench = Bench(
            [("DELETE \(path)", .refused(504, "a gateway's"))] + Self.stillThere(path, looks: 5)
                + [("DELETE \(path)", .refused(409))] + Self.stillThere(path, looks: 1))
        let error = await expectError(.conflict) { try await bench.backend.deleteImage(id) }
        #expect(error?.message.hasSuffix("a busy service may still do it") == true, "\(error?.message ?? "")")
        #expect(error?.details.contains { $0.contains("504") } == true, "\(error?.details ?? [])")
        bench.expectDone()
    }

    @Test func `says what is true after two lost answers`() async {
        let bench = Bench([
            ("DELETE \(path)", .lost), ("GET \(path)", .json(Bench.record())), ("DELETE \(path)", .lost),
            ("GET \(path)", .json(Bench.record())),
        ])
        let error = await expectError(.network) { try await bench.backend.deleteImage(id) }
        #expect(error?.message.contains("nothing is changed so far, and a busy service may still do it") == true)
        let failed = Bench([
            ("DELETE \(path)", .refused(500)), ("GET \(path)", .json(Bench.record())),
            ("DELETE \(path)", .refused(500)),
            ("GET \(path)", .json(Bench.record())),
        ])
        let over = await expectError(.network) { try await failed.backend.deleteImage(id) }
        #expect(over?.message.hasSuffix("nothing was changed") == true)
        let dark = Bench([
            ("DELETE \(path)", .lost), ("GET \(path)", .broken(ImageError(.network, "unreachable"))),
        ])
        let unknown = await expectError(.network) { try await dark.backend.deleteImage(id) }
        #expect(unknown?.message.contains("not known") == true)
    }

    @Test func `learns where it points from the first answer`() async throws {
        let bench = Bench([("GET \(path)", .json(Bench.record()))])
        #expect(bench.backend.info.location == "test")
        _ = try await bench.backend.image(id)
        #expect(bench.backend.info.location == "https://image.example/prefix/v2")
        #expect(bench.backend.info.facts.map(\.name) == ["region", "project", "user"])
    }
}
