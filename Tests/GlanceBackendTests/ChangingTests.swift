import BackendKit
import GlanceBackend
import HTTPTransport
import JSONText
import OpenStack
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

    @Test(arguments: ["[]", "{}", "<html>", #"{"id": "x"}"#])
    func `says when an image cannot be read`(_ body: String) async {
        await expectError(.protocol) { try await Bench([("GET \(path)", .json(body))]).backend.image(id) }
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
        let again = Bench([
            ("DELETE \(path)", .lost), ("GET \(path)", .json(Bench.record())), ("DELETE \(path)", .status(204)),
        ])
        try await again.backend.deleteImage(id)
        again.expectDone()
        let late = Bench([
            ("DELETE \(path)", .refused(504)), ("GET \(path)", .json(Bench.record())),
            ("DELETE \(path)", .refused(404)),
            ("GET \(path)", .refused(404)),
        ])
        try await late.backend.deleteImage(id)
        late.expectDone()
    }

    @Test func `says what is true after two lost answers`() async {
        let bench = Bench([
            ("DELETE \(path)", .lost), ("GET \(path)", .json(Bench.record())), ("DELETE \(path)", .lost),
            ("GET \(path)", .json(Bench.record())),
        ])
        let error = await expectError(.network) { try await bench.backend.deleteImage(id) }
        #expect(error?.message.contains("nothing was changed") == true)
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

struct `creating` {
    @Test func `sends what the draft says, and nothing else`() async throws {
        var draft = ImageDraft(name: "x")
        draft.id = id
        draft.diskFormat = .raw
        draft.containerFormat = .bare
        draft.tags = ["b", "a", "b"]
        draft.properties = ["os_distro": "debian"]
        let bench = Bench([("POST images", .json(Bench.record()))])
        _ = try await bench.backend.createImage(draft)
        #expect(
            bench.client.sent[0].text
                == #"{"id":"\#(id)","name":"x","disk_format":"raw","container_format":"bare","tags":["a","b"],"#
                + #""os_distro":"debian"}"#)
        var full = draft
        full.visibility = .private
        full.isProtected = true
        full.isHidden = true
        full.minDisk = 1
        full.minRAM = 2
        full.owner = "o"
        let second = Bench([("POST images", .json(Bench.record()))])
        _ = try await second.backend.createImage(full)
        let json = try JSONReader.value(of: second.client.sent[0].body)
        #expect(json["visibility"] == "private")
        #expect(json["protected"] == true)
        #expect(json["os_hidden"] == true)
        #expect(json["min_disk"] == 1)
        #expect(json["min_ram"] == 2)
        #expect(json["owner"] == "o")
    }

    @Test func `chooses an ID of its own`() async throws {
        let bench = Bench([("POST images", .json(Bench.record()))])
        _ = try await bench.backend.createImage(ImageDraft())
        let sent = try JSONReader.value(of: bench.client.sent[0].body)["id"]?.string ?? ""
        #expect(sent.wholeMatch(of: /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/) != nil)
    }

    @Test(arguments: [
        "id", "name", "status", "size", "os_hash_value", "locations", "os_glance_import_task", "stores", "",
    ])
    func `refuses a property that is a field`(_ name: String) async {
        var draft = ImageDraft()
        draft.properties[name] = "x"
        let bench = Bench([])
        await expectError(.usage) { try await bench.backend.createImage(draft) }
    }

    @Test(arguments: [
        (400, ImageError.Code.usage), (403, .forbidden), (409, .conflict), (413, .conflict), (401, .authentication),
    ])
    func `maps what the service says`(_ status: Int, _ code: ImageError.Code) async {
        await expectError(code) {
            try await Bench([("POST images", .refused(status))]).backend.createImage(ImageDraft())
        }
    }

    private var draft: ImageDraft {
        var draft = ImageDraft(name: "x")
        draft.id = id
        draft.diskFormat = .raw
        draft.containerFormat = .bare
        return draft
    }

    @Test func `reads the record back when the answer is lost`() async throws {
        let bench = Bench([("POST images", .lost), ("GET \(path)", .json(Bench.record()))])
        #expect(try await bench.backend.createImage(draft).id == id)
        #expect(bench.warnings.count == 1)
    }

    @Test func `sends again, under the same ID, what did not arrive`() async throws {
        let bench = Bench([
            ("POST images", .lost), ("GET \(path)", .refused(404)), ("POST images", .refused(409)),
            ("GET \(path)", .json(Bench.record())),
        ])
        #expect(try await bench.backend.createImage(draft).id == id)
        #expect(bench.client.sent[0].body == bench.client.sent[2].body)
        bench.expectDone()
    }

    @Test func `does not take another record for its own`() async {
        let other = Bench.record().replacing("\"x\"", with: "\"other\"")
        let bench = Bench([("POST images", .lost), ("GET \(path)", .json(other))])
        await expectError(.conflict) { try await bench.backend.createImage(draft) }
    }
}

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
        let script = Array(repeating: put, count: 5) + Array(repeating: bare, count: 4)
        await expectError(.conflict) { try await Bench(script).backend.updateImage(id, changes) }
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

struct `activating` {
    @Test func `sends an action without a body`() async throws {
        let bench = Bench([
            ("POST \(path)/actions/deactivate", .status(204)), ("POST \(path)/actions/reactivate", .status(204)),
        ])
        try await bench.backend.deactivateImage(id)
        try await bench.backend.reactivateImage(id)
        #expect(bench.client.sent.allSatisfy { $0.body.isEmpty })
    }

    @Test func `tells a wrong status from a missing right`() async {
        let queued = Bench([
            ("POST \(path)/actions/deactivate", .refused(403)), ("GET \(path)", .json(Bench.record())),
        ])
        await expectError(.conflict) { try await queued.backend.deactivateImage(id) }
        let foreign = Bench([
            ("POST \(path)/actions/deactivate", .refused(403)), ("GET \(path)", .json(Bench.record(status: "active"))),
        ])
        await expectError(.forbidden) { try await foreign.backend.deactivateImage(id) }
        let unseen = Bench([("POST \(path)/actions/deactivate", .refused(403)), ("GET \(path)", .refused(404))])
        await expectError(.notFound) { try await unseen.backend.deactivateImage(id) }
    }
}
