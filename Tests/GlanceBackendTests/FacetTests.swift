import BackendKit
import HTTPTransport
import JSONText
import OpenStack
import Testing

@testable import GlanceBackend

private let id = Bench.id
private let path = "images/\(Bench.id)"
private let project = "85f0aa7f6a6c4491805ed91a0f4004b8"
private let record = ScriptedClient.Answer.json(Bench.record())

struct `sharing` {
    @Test func `lists, shows and adds members`() async throws {
        let bench = Bench([
            ("GET \(path)/members", try .fixture("members")), ("POST \(path)/members", try .fixture("member-added")),
            ("GET \(path)/members/\(project)", try .fixture("member-added")),
            ("PUT \(path)/members/\(project)", try .fixture("member-added")),
            ("DELETE \(path)/members/\(project)", .status(204)),
        ])
        let members = try await bench.backend.members(of: id)
        #expect(members.map(\.project) == [project])
        #expect(members[0].status == .pending)
        #expect(members[0].createdAt?.secondsSince1970 != nil)
        #expect(members[0].schema == "/v2/schemas/member")
        #expect(try await bench.backend.addMember(project, to: id).project == project)
        #expect(bench.client.sent[1].text == #"{"member":"\#(project)"}"#)
        #expect(try await bench.backend.member(project, of: id).status == .pending)
        #expect(try await bench.backend.setStatus(.accepted, of: project, for: id).project == project)
        #expect(bench.client.sent[3].text == #"{"status":"accepted"}"#)
        try await bench.backend.removeMember(project, from: id)
        bench.expectDone()
    }

    @Test func `skips a member nobody can read, and says so`() async throws {
        let bench = Bench([("GET \(path)/members", .json(#"{"members": [5, {"status": "x"}, {"member_id": "p"}]}"#))])
        #expect(try await bench.backend.members(of: id).map(\.project) == ["p"])
        #expect(bench.warnings.count == 2)
    }

    @Test func `tells a missing member from a missing image`() async {
        for found in [record, .refused(404)] {
            let bench = Bench([("DELETE \(path)/members/p", .refused(404)), ("GET \(path)", found)])
            await expectError(.notFound) { try await bench.backend.removeMember("p", from: id) }
            bench.expectDone()
        }
        await expectError(.notFound) { try await Bench([]).backend.member("a/b", of: id) }
    }

    @Test(arguments: [(409, ImageError.Code.conflict), (403, .forbidden), (404, .notFound), (413, .conflict)])
    func `maps what the service says`(_ status: Int, _ code: ImageError.Code) async {
        await expectError(code) {
            try await Bench([("POST \(path)/members", .refused(status))]).backend.addMember("p", to: id)
        }
    }

    @Test func `looks for the member when the answer is lost`() async throws {
        let bench = Bench([
            ("POST \(path)/members", .lost), ("GET \(path)/members/\(project)", try .fixture("member-added")),
        ])
        #expect(try await bench.backend.addMember(project, to: id).project == project)
    }
}

struct `stores` {
    @Test func `have flags that are written as words`() async throws {
        let stores = try await Bench([("GET info/stores", try .fixture("stores"))]).backend.stores(details: false)
        #expect(stores.map(\.id) == ["fast", "slow", "web"])
        #expect(stores.map(\.isDefault) == [true, false, false])
        #expect(stores.map(\.isReadOnly) == [false, false, true])
        #expect(stores[1].about == "slow file store")
    }

    @Test func `have details for administrators`() async throws {
        let bench = Bench([("GET info/stores/detail", try .fixture("stores-detail"))])
        let stores = try await bench.backend.stores(details: true)
        #expect(stores.map(\.type) == ["file", "file", "http"])
        #expect(stores.map(\.weight) == [0, 0, 0])
        #expect(stores[0].details?.contains("\"thin_provisioning\":false") == true)
        await expectError(.forbidden) {
            try await Bench([("GET info/stores/detail", .refused(403))]).backend.stores(details: true)
        }
    }

    @Test func `leave out those the service keeps for itself`() async throws {
        let list = ScriptedClient.Answer.json(#"{"stores": [{"id": "os_glance_staging_store"}, {}, {"id": "a"}]}"#)
        #expect(try await Bench([("GET info/stores", list)]).backend.stores(details: false).map(\.id) == ["a"])
    }

    @Test func `are unsupported where there is only one`() async {
        let error = await expectError(.unsupported) {
            try await Bench([("GET info/stores", .refused(404))]).backend.stores(details: false)
        }
        #expect(error?.message == "this cloud has no stores to choose among")
    }

    @Test func `lose one copy, but not the last`() async throws {
        func bench(_ status: Int, _ more: [(String, ScriptedClient.Answer)]) -> Bench {
            Bench([("DELETE stores/slow/\(id)", status == 204 ? .status(204) : .refused(status))] + more)
        }
        func inStores(_ stores: String) -> (String, ScriptedClient.Answer) {
            ("GET \(path)", .json(Bench.record(more: "\"stores\": \"\(stores)\"")))
        }
        try await bench(204, []).backend.deleteData(of: id, in: "slow")
        await expectError(.conflict) { try await bench(403, [inStores("slow")]).backend.deleteData(of: id, in: "slow") }
        await expectError(.forbidden) {
            try await bench(403, [inStores("slow,fast")]).backend.deleteData(of: id, in: "slow")
        }
        let list = ("GET info/stores", try ScriptedClient.Answer.fixture("stores"))
        await expectError(.notFound) {
            try await bench(404, [list, inStores("fast")]).backend.deleteData(of: id, in: "slow")
        }
        await expectError(.unsupported) {
            try await bench(404, [("GET info/stores", .refused(404))]).backend.deleteData(of: id, in: "slow")
        }
        await expectError(.conflict) { try await bench(409, []).backend.deleteData(of: id, in: "slow") }
    }
}

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

    @Test func `tells what is running, done and failed`() async throws {
        let none = ScriptedClient.Answer.json(#"{"tasks": []}"#)
        let begun = try await state(try .fixture("import-begun"), none)
        #expect(begun.isRunning)
        #expect(begun.failure == nil)
        let done = try await state(try .fixture("import-done"), try .fixture("import-done-tasks"))
        #expect(!done.isRunning)
        #expect(done.failure == nil)
        #expect(done.message == "Copied 2 MiB")
        let failed = try await state(try .fixture("import-failed"), try .fixture("import-failed-tasks"))
        #expect(!failed.isRunning)
        #expect(failed.failedStores == ["fast"])
        #expect(failed.failure == "the import into 'fast' failed: Task failed due to Internal Error")
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
        let fresh = try await state(record, .json(#"{"tasks": []}"#))
        #expect(!fresh.isRunning)
        #expect(fresh.failure == nil)
    }
}

struct `tasks` {
    @Test func `are read under both sets of names, oldest first`() async throws {
        let real = try await Bench([("GET \(path)/tasks", try .fixture("import-done-tasks"))]).backend.tasks(of: id)
        #expect(real[0].requestID == "req-14090f70-0948-400a-ad26-87c61570ac00")
        #expect(real[0].user == "1c2297a80adb41edab834bcba662181b")
        #expect(real[0].input?.hasPrefix(#"{"image_id":"#) == true)
        let other = ScriptedClient.Answer.json(
            #"{"tasks": [{"id": "2", "created_at": "2026-01-02", "request-id": "r", "user": "u", "message": ""}, 5, "#
                + #"{"id": "1", "created_at": "2026-01-01", "result": null}]}"#)
        let bench = Bench([("GET \(path)/tasks", other)])
        let tasks = try await bench.backend.tasks(of: id)
        #expect(tasks.map(\.id) == ["1", "2"])
        #expect(tasks[1].requestID == "r")
        #expect(tasks[1].user == "u")
        #expect(tasks[1].message == nil)
        #expect(tasks[0].result == nil)
        #expect(bench.warnings.count == 1)
    }

    @Test func `are listed in pages`() async throws {
        var query = TaskQuery()
        query.status = "success"
        query.sortKey = "created_at"
        query.sortDirection = .ascending
        query.limit = 3
        query.pageSize = 2
        let call = "GET tasks?status=success&sort_key=created_at&sort_dir=asc&limit="
        let bench = Bench([
            (call + "2", .json(#"{"tasks": [{"id": "1"}, {"id": "2"}], "next": "/v2/tasks?marker=2"}"#)),
            (call + "1&marker=2", .json(#"{"tasks": [{"id": "3"}], "next": "/v2/tasks?marker=3"}"#)),
        ])
        #expect(try await bench.backend.tasks(matching: query).collect().map(\.id) == ["1", "2", "3"])
        await expectError(.forbidden) {
            try await Bench([("GET tasks?limit=1000", .refused(403))]).backend.tasks(matching: TaskQuery()).collect()
        }
    }

    @Test func `are shown by their ID`() async throws {
        #expect(try await Bench([("GET tasks/t", .json(#"{"id": "t"}"#))]).backend.task("t").status == "unknown")
        await expectError(.notFound) { try await Bench([("GET tasks/t", .refused(404))]).backend.task("t") }
        await expectError(.notFound) { try await Bench([]).backend.task("..") }
    }
}

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
        location.hash = ImageHash(algorithm: "sha512", value: "ab")
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
}

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

    @Test func `lists the versions above all versions`() async throws {
        let bench = Bench([("GET versions", try .fixture("versions"))])
        let versions = try await bench.backend.versions()
        #expect(versions.first?.id == "v2.18")
        #expect(versions.first?.status == "CURRENT")
        #expect(bench.client.sent[0].request.isVersioned == false)
    }
}
