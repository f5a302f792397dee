import BackendKit
import GlanceBackend
import HTTPTransport
import JSONText
import OpenStack
import TestSupport
import Testing

private let id = Bench.id
private let path = "images/\(Bench.id)"

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
