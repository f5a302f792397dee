import BackendKit
import HTTPTransport
import JSONText
import OpenStack
import TestSupport
import Testing

@testable import GlanceBackend

private let id = Bench.id
private let path = "images/\(Bench.id)"

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
        await expectError(.conflict) { try await bench(409, [list]).backend.deleteData(of: id, in: "slow") }
    }

    @Test func `that are not there lose nothing, and those that are there are named`() async throws {
        let bench = Bench([
            ("DELETE stores/nope/\(id)", .refused(409)), ("GET info/stores", try .fixture("stores")),
        ])
        let error = await expectError(.usage) { try await bench.backend.deleteData(of: id, in: "nope") }
        #expect(error?.message == "this cloud has no store 'nope' (fast, slow, web)")
        bench.expectDone()
    }
}
