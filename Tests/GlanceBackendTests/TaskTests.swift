import BackendKit
import HTTPTransport
import JSONText
import OpenStack
import TestSupport
import Testing

@testable import GlanceBackend

private let id = Bench.id
private let path = "images/\(Bench.id)"

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
