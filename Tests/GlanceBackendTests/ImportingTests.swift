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

struct `importing` {
    @Test func `knows the methods of the service`() async throws {
        let bench = Bench([("GET info/import", try .fixture("import-methods"))])
        #expect(
            try await bench.backend.importMethods() == [.glanceDirect, .webDownload, .copyImage, .glanceDownload])
        await expectError(.unsupported) {
            try await Bench([("GET info/import", .refused(404))]).backend.importMethods()
        }
    }

    private func body(_ request: ImportRequest) async throws -> String {
        let bench = Bench([("GET \(path)", record), ("POST \(path)/import", .status(202))])
        try await bench.backend.importImage(id, request)
        return bench.client.sent[1].text
    }

    @Test func `sends each method with what it needs`() async throws {
        #expect(try await body(ImportRequest(.glanceDirect)) == #"{"method":{"name":"glance-direct"}}"#)
        var request = ImportRequest(.webDownload)
        request.uri = "http://x/y"
        request.allStores = true
        request.mustSucceedEverywhere = false
        #expect(
            try await body(request)
                == #"{"method":{"name":"web-download","uri":"http://x/y"},"all_stores":true,"#
                + #""all_stores_must_succeed":false}"#)
        request = ImportRequest(.glanceDownload)
        request.remoteImage = "i"
        request.remoteRegion = "r"
        request.remoteInterface = "public"
        #expect(
            try await body(request)
                == #"{"method":{"name":"glance-download","glance_image_id":"i","glance_region":"r","#
                + #""glance_service_interface":"public"}}"#)
        request = ImportRequest(.copyImage)
        request.stores = ["a", "b"]
        #expect(try await body(request) == #"{"method":{"name":"copy-image"},"stores":["a","b"]}"#)
    }

    @Test func `never shows the address, which may hold credentials`() async {
        var request = ImportRequest(.webDownload)
        request.uri = "http://user:secret@x/y"
        let refusal = ScriptedClient.Answer.refused(
            400, "URI for web-download does not pass filtering: http://user:secret@x/y")
        let error = await expectError(.usage) {
            try await Bench([("GET \(path)", record), ("POST \(path)/import", refusal)]).backend
                .importImage(id, request)
        }
        #expect(error?.details.joined().contains("secret") == false)
        #expect(error?.details.joined().contains("filtering") == true)
    }

    @Test func `tells an unknown store from a wrong status`() async throws {
        var request = ImportRequest(.copyImage)
        request.stores = ["none"]
        let start: [(String, ScriptedClient.Answer)] = [
            ("GET \(path)", record), ("POST \(path)/import", .refused(409)),
        ]
        await expectError(.usage) {
            try await Bench(start + [("GET info/stores", try .fixture("stores"))]).backend.importImage(id, request)
        }
        request.stores = ["slow"]
        await expectError(.conflict) {
            try await Bench(start + [("GET info/stores", try .fixture("stores"))]).backend.importImage(id, request)
        }
        await expectError(.conflict) {
            try await Bench(start).backend.importImage(id, ImportRequest(.glanceDirect))
        }
        await expectError(.unsupported) {
            try await Bench([("GET \(path)", record), ("POST \(path)/import", .refused(404)), ("GET \(path)", record)])
                .backend.importImage(id, ImportRequest(.glanceDirect))
        }
    }

    @Test func `looks whether it has begun when the answer is lost`() async throws {
        let begun = ScriptedClient.Answer.json(Bench.record(more: #""os_glance_import_task": "t""#))
        let bench = Bench([("GET \(path)", record), ("POST \(path)/import", .lost), ("GET \(path)", begun)])
        try await bench.backend.importImage(id, ImportRequest(.webDownload))
        bench.expectDone()
        let again = Bench([
            ("GET \(path)", record), ("POST \(path)/import", .lost), ("GET \(path)", record),
            ("POST \(path)/import", .status(202)),
        ])
        try await again.backend.importImage(id, ImportRequest(.webDownload))
        again.expectDone()
    }

    private func state(_ image: ScriptedClient.Answer, _ tasks: ScriptedClient.Answer) async throws -> ImportState {
        var script = [("GET \(path)/tasks", tasks), ("GET \(path)", image)]
        // A service that does not tell tasks is asked whether there is the image.
        if case .refused = tasks { script.append(("GET \(path)", image)) }
        return try await Bench(script).backend.importState(of: id)
    }

    /// A record as it came, of the image that is asked for here.
    private static func fixture(_ name: String) throws -> ScriptedClient.Answer {
        var record = try #require(try Fixture.json(name).object)
        record["id"] = .string(id.rawValue)
        return .json(JSON.object(record).text)
    }

    @Test func `tells what is running, done and failed`() async throws {
        let none = ScriptedClient.Answer.json(#"{"tasks": []}"#)
        let begun = try await state(try Self.fixture("import-begun"), none)
        #expect(begun.isRunning)
        #expect(begun.failure == nil)
        let done = try await state(try Self.fixture("import-done"), try .fixture("import-done-tasks"))
        #expect(!done.isRunning)
        #expect(done.failure == nil)
        #expect(done.message == "Copied 2 MiB")
        let failed = try await state(try Self.fixture("import-failed"), try .fixture("import-failed-tasks"))
        #expect(!failed.isRunning)
        #expect(failed.failedStores == ["fast"])
        #expect(failed.failure == "the import into 'fast' failed: Task failed due to Internal Error")
    }

    /// As Glance 2026.2 tells of a quota.
    @Test func `tells on one line why it failed`() async throws {
        let refused = try await state(
            .json(Bench.record(status: "queued")),
            .json(
                #"{"tasks": [{"id": "t", "type": "api_image_import", "status": "failure", "#
                    + #""message": "A quota was breached.\n\nThe response body:\nover a limit "}]}"#))
        #expect(refused.failure == "the import failed: A quota was breached. The response body: over a limit")
    }

    /// Glance 2026.2 leaves it so when it cannot verify a signature.
    @Test func `ends with its task, also when the image stays 'importing' for ever`() async throws {
        let stuck = try await state(
            .json(Bench.record(status: "importing", more: #""os_glance_failed_import": "fast""#)),
            .json(#"{"tasks": [{"id": "t", "type": "api_image_import", "status": "failure", "message": "no"}]}"#))
        #expect(!stuck.isRunning)
        #expect(stuck.failure == "the import into 'fast' failed: no")
        let locked = try await state(
            .json(Bench.record(status: "importing", more: #""os_glance_import_task": "u""#)),
            .json(#"{"tasks": [{"id": "t", "type": "api_image_import", "status": "failure", "message": "no"}]}"#))
        #expect(locked.isRunning && locked.failure == nil)
    }

    @Test func `shows no credentials of the address that its task quotes`() async throws {
        let failed = try await state(
            .json(Bench.record()),
            .json(
                #"{"tasks": [{"id": "t", "type": "api_image_import", "status": "failure", "#
                    + #""message": "no answer from https://user:pass1@x/y?X-Amz-Signature=f3f4"}]}"#))
        #expect(failed.failure == "the import failed: no answer from https://***@x/y?X-Amz-Signature=***")
        #expect(failed.message?.contains("f3f4") == false)
    }

    @Test func `tells the truth about half of it`() async throws {
        let copying = try await state(
            .json(Bench.record(status: "active", more: #""os_glance_importing_to_stores": "a, b""#)),
            .json(#"{"tasks": []}"#))
        #expect(copying.isRunning)
        #expect(copying.pendingStores == ["a", "b"])
        let ending = try await state(
            .json(Bench.record(status: "active")), .json(#"{"tasks": [{"id": "t", "status": "processing"}]}"#))
        #expect(ending.isRunning)
        let partly = try await state(
            .json(Bench.record(status: "active", more: #""os_glance_failed_import": "b""#)),
            .json(#"{"tasks": [{"id": "t", "status": "success", "message": "Copied 1 MiB"}]}"#))
        #expect(!partly.isRunning)
        #expect(partly.failure == "the import into 'b' failed")
        let untold = try await state(record, .refused(404))
        #expect(untold.failure?.contains("does not tell why") == true)
        #expect(untold.mayBegin)
        let ahead = try await state(.json(Bench.record(status: "uploading")), .refused(404))
        #expect(ahead.isRunning && ahead.failure == nil)
        let fresh = try await state(record, .json(#"{"tasks": []}"#))
        #expect(!fresh.isRunning && !fresh.mayBegin)
        #expect(fresh.failure == nil)
    }
}
