import BackendKit
import GlanceBackend
import HTTPTransport
import JSONText
import OpenStack
import TestSupport
import Testing

private let id = Bench.id
private let path = "images/\(Bench.id)"

struct `editing` {
    private func patch(_ configure: (inout ImageChanges) -> Void) async throws -> String {
        var changes = ImageChanges()
        configure(&changes)
        let bench = Bench([("PATCH \(path)", .json(Bench.record()))])
        _ = try await bench.backend.updateImage(id, changes)
        #expect(
            bench.client.sent[0].request.headers["Content-Type"] == "application/openstack-images-v2.1-json-patch")
        return bench.client.sent[0].text
    }

    @Test func `replaces fields and adds properties`() async throws {
        let text = try await patch {
            $0.name = "n"
            $0.isProtected = true
            $0.minDisk = 5
            $0.visibility = .community
            $0.setProperties = ["a/b~c": "x", "k": ""]
            $0.removedProperties = ["gone"]
        }
        #expect(
            text
                == #"[{"op":"replace","path":"/name","value":"n"},{"op":"replace","path":"/visibility","value":"community"},"#
                + #"{"op":"replace","path":"/protected","value":true},{"op":"replace","path":"/min_disk","value":5},"#
                + #"{"op":"add","path":"/a~1b~0c","value":"x"},{"op":"add","path":"/k","value":""},"#
                + #"{"op":"remove","path":"/gone"}]"#)
    }

    @Test func `removes a property once that is named twice`() async throws {
        let text = try await patch { $0.removedProperties = ["b", "a", "b"] }
        #expect(text == #"[{"op":"remove","path":"/a"},{"op":"remove","path":"/b"}]"#)
    }

    @Test func `tells a field from what the service keeps for itself`() async {
        for (name, message) in [
            ("size", "'size' is a field of every image, not a property"),
            (
                "os_glance_failed_import",
                "'os_glance_failed_import' cannot be set or removed: "
                    + "Glance keeps 'os_glance…' for itself"
            ),
        ] {
            var changes = ImageChanges()
            changes.removedProperties = [name]
            let error = await expectError(.usage) { try await Bench([]).backend.updateImage(id, changes) }
            #expect(error?.message == message)
        }
    }

    @Test(arguments: ["name", "os_glance_x", " a", "a ", "\u{a0}a", "a\u{1f}", ""])
    func `refuses a property the service would take for another`(_ name: String) async {
        var changes = ImageChanges()
        changes.setProperties[name] = "x"
        await expectError(.usage) { try await Bench([]).backend.updateImage(id, changes) }
        changes = ImageChanges()
        changes.removedProperties = [name]
        await expectError(.usage) { try await Bench([]).backend.updateImage(id, changes) }
    }

    @Test func `changes one tag by a call that loses nothing`() async throws {
        var changes = ImageChanges()
        changes.addedTags = ["a b"]
        let tagged = Bench.record().replacing("\"tags\": []", with: "\"tags\": [\"a b\"]")
        let adding = Bench([("PUT \(path)/tags/a b", .status(204)), ("GET \(path)", .json(tagged))])
        _ = try await adding.backend.updateImage(id, changes)
        adding.expectDone()
        changes = ImageChanges()
        changes.removedTags = ["t"]
        let removing = Bench([("DELETE \(path)/tags/t", .status(204)), ("GET \(path)", .json(Bench.record()))])
        _ = try await removing.backend.updateImage(id, changes)
        removing.expectDone()
    }

    @Test func `repeats a tag that got lost, and gives up in the end`() async throws {
        var changes = ImageChanges()
        changes.addedTags = ["t"]
        let bare = ("GET \(path)", ScriptedClient.Answer.json(Bench.record()))
        let put = ("PUT \(path)/tags/t", ScriptedClient.Answer.status(204))
        let tagged = Bench.record().replacing("\"tags\": []", with: "\"tags\": [\"t\"]")
        let lost = Bench([put, bare, put, ("GET \(path)", .json(tagged))])
        #expect(try await lost.backend.updateImage(id, changes).tags == ["t"])
        lost.expectDone()
        let four = Array(repeating: [put, bare], count: 4).flatMap(\.self)
        let late = Bench(four + [put, ("GET \(path)", .json(tagged))])
        #expect(try await late.backend.updateImage(id, changes).tags == ["t"])
        late.expectDone()
        let never = Bench(four + [put, bare])
        let error = await expectError(.conflict) { try await never.backend.updateImage(id, changes) }
        #expect(error?.message.hasPrefix("adding the tag 't' to image \(id) failed: others ") == true)
        never.expectDone()
    }

    @Test func `explains what a database may not keep apart`() async {
        var changes = ImageChanges()
        changes.setProperties = ["A": "1", "a": "2"]
        let failing: [(String, ScriptedClient.Answer)] = [
            ("PATCH \(path)", .refused(500)), ("GET \(path)", .json(Bench.record())), ("PATCH \(path)", .refused(500)),
            ("GET \(path)", .json(Bench.record())), ("GET \(path)", .json(Bench.record())),
        ]
        let error = await expectError(.conflict) { try await Bench(failing).backend.updateImage(id, changes) }
        #expect(error?.message.contains("'A' and 'a'") == true)
        changes.setProperties = ["a": "2"]
        await expectError(.network) { try await Bench(failing).backend.updateImage(id, changes) }
    }

    @Test(arguments: [["é"], ["a/b"], ["a", "b"], [".."]])
    func `puts other tags into a patch, with those that are there`(_ tags: [String]) async throws {
        var changes = ImageChanges()
        changes.addedTags = tags
        let record = Bench.record().replacing("\"tags\": []", with: "\"tags\": [\"old\"]")
        let bench = Bench([("GET \(path)", .json(record)), ("PATCH \(path)", .json(record))])
        _ = try await bench.backend.updateImage(id, changes)
        let value = try JSONReader.value(of: bench.client.sent[1].body).array?.first?["value"]
        #expect(value?.array?.compactMap(\.string).sorted() == (tags + ["old"]).sorted())
    }

    @Test(arguments: [(403, true), (413, true), (202, false), (204, false)])
    func `says that nothing was changed only of what is a refusal`(_ status: Int, _ isSaid: Bool) async {
        var changes = ImageChanges()
        changes.minDisk = 5
        let bench = Bench([("PATCH \(path)", .refused(status))])
        let error = await #expect(throws: ImageError.self) { try await bench.backend.updateImage(id, changes) }
        #expect(error?.message.hasSuffix("; nothing was changed") == isSaid, "\(error?.message ?? "")")
    }

    @Test func `does not find a tag that is not there`() async {
        var changes = ImageChanges()
        changes.removedTags = ["t"]
        let single = Bench([("DELETE \(path)/tags/t", .refused(404)), ("GET \(path)", .json(Bench.record()))])
        await expectError(.notFound) { try await single.backend.updateImage(id, changes) }
        changes.minDisk = 5
        let whole = Bench([("GET \(path)", .json(Bench.record()))])
        await expectError(.notFound) { try await whole.backend.updateImage(id, changes) }
        let gone = Bench([("GET \(path)", .refused(404))])
        await expectError(.notFound) { try await gone.backend.updateImage(id, changes) }
    }

    @Test func `does not find a property that is not there`() async {
        var changes = ImageChanges()
        changes.removedProperties = ["k"]
        let missing = Bench([("PATCH \(path)", .refused(409)), ("GET \(path)", .json(Bench.record()))])
        let error = await expectError(.notFound) { try await missing.backend.updateImage(id, changes) }
        #expect(error?.message.contains("'k'") == true)
        let busy = Bench([
            ("PATCH \(path)", .refused(409)), ("GET \(path)", .json(Bench.record(more: #""k": "v""#))),
        ])
        await expectError(.conflict) { try await busy.backend.updateImage(id, changes) }
    }

    @Test func `tells formats of data from what is forbidden`() async {
        var changes = ImageChanges()
        changes.diskFormat = .iso
        let active = Bench([
            ("PATCH \(path)", .refused(403)), ("GET \(path)", .json(Bench.record(status: "active"))),
        ])
        await expectError(.conflict) { try await active.backend.updateImage(id, changes) }
        let foreign = Bench([("PATCH \(path)", .refused(403)), ("GET \(path)", .json(Bench.record()))])
        await expectError(.forbidden) { try await foreign.backend.updateImage(id, changes) }
        changes = ImageChanges()
        changes.visibility = .public
        await expectError(.forbidden) {
            try await Bench([("PATCH \(path)", .refused(403))]).backend.updateImage(id, changes)
        }
    }

    @Test func `makes a change once when the user wants no second try`() async {
        var changes = ImageChanges()
        changes.name = "n"
        let unchanged = ("GET \(path)", ScriptedClient.Answer.json(Bench.record()))
        let bench = Bench([("PATCH \(path)", .lost), unchanged, unchanged], retry: .none)
        let error = await expectError(.network) { try await bench.backend.updateImage(id, changes) }
        #expect(
            error?.message.hasSuffix(
                "the service broke off; nothing is changed so far, and a busy service may still do it") == true)
        bench.expectDone()
    }

    @Test func `looks whether a patch was made when its answer is lost`() async throws {
        var changes = ImageChanges()
        changes.minDisk = 5
        changes.removedProperties = ["k"]
        let made = Bench.record(more: #""min_disk": 5"#)
        let done = Bench([("PATCH \(path)", .lost), ("GET \(path)", .json(made))])
        #expect(try await done.backend.updateImage(id, changes).minDisk == 5)
        let again = Bench([
            ("PATCH \(path)", .lost), ("GET \(path)", .json(Bench.record(more: #""k": "v""#))),
            ("PATCH \(path)", .json(made)),
        ])
        #expect(try await again.backend.updateImage(id, changes).minDisk == 5)
        again.expectDone()
    }

    @Test func `changes nothing when there is nothing to change`() async throws {
        let bench = Bench([("GET \(path)", .json(Bench.record()))])
        #expect(try await bench.backend.updateImage(id, ImageChanges()).id == id)
    }
}
