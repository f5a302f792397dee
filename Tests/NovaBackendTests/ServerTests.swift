import BackendKit
import HTTPTransport
import NovaBackend
import TestSupport
import Testing

struct `servers by Nova` {
    private static func server(_ id: String, _ name: String, image: String = #"{"id": "i"}"#) -> String {
        #"{"id": "\#(id)", "name": "\#(name)", "status": "ACTIVE", "created": "2026-01-31T10:00:00Z", "#
            + #""OS-EXT-STS:task_state": null, "image": \#(image)}"#
    }

    @Test func `are found by a name that is no expression`() async throws {
        let bench = try Bench()
        bench.expect(
            .get, "/servers/detail?name=%5Ea%5C.b%5C%28%5C%2A%5C%29%24&limit=1000", 200,
            #"{"servers": [\#(Self.server("1", "a.b(*)")), \#(Self.server("2", "A.B(*)"))]}"#)
        let found = try await bench.backend.servers(named: "a.b(*)").collect()
        #expect(found.map(\.id.rawValue) == ["1"])
        bench.expectDone()
    }

    @Test func `are all looked through for a name that a database may not take`() async throws {
        let bench = try Bench()
        bench.expect(
            .get, "/servers/detail?limit=1000", 200,
            #"{"servers": [\#(Self.server("1", "x\u{1F5A5}")), \#(Self.server("2", "y"))]}"#)
        #expect(try await bench.backend.servers(named: "x\u{1F5A5}").collect().map(\.id.rawValue) == ["1"])
        bench.expectDone()
    }

    @Test func `are listed over pages`() async throws {
        let bench = try Bench()
        let links = #""servers_links": [{"rel": "next", "href": "https://elsewhere.test/"}]"#
        bench.expect(
            .get, "/servers/detail?limit=1000", 200, #"{"servers": [\#(Self.server("1", "a"))], \#(links)}"#)
        bench.expect(
            .get, "/servers/detail?limit=1000&marker=1", 200,
            #"{"servers": [\#(Self.server("2", "b", image: "\"\""))]}"#)
        let found = try await bench.backend.servers(named: nil).collect()
        #expect(found.map(\.name) == ["a", "b"])
        #expect(found.map(\.image?.rawValue) == ["i", nil])
        #expect(found[0].status == "ACTIVE" && found[0].task == nil)
        bench.expectDone()
    }

    @Test func `are not there when Nova says so`() async throws {
        let bench = try Bench()
        bench.expect(.get, "/servers/\(Bench.other)", 404, Bench.fault("itemNotFound", 404, "Instance not found."))
        let error = await expectError(.notFound) { try await bench.backend.server(Server.ID(Bench.other)) }
        #expect(error?.message == "no server '\(Bench.other)' on nova@test")
        for id in ["", "..", "a/b", "detail"] {
            await expectError(.notFound) { try await bench.backend.server(Server.ID(id)) }
        }
        bench.expectDone()
    }
}

struct `an image of a server` {
    @Test(arguments: ["", String(repeating: "x", count: 256)])
    func `needs a name of 1 to 255 characters`(_ name: String) async throws {
        let bench = try Bench()
        await expectError(.usage) {
            try await bench.backend.snapshotServer(Server.ID(Bench.other), SnapshotRequest(name: name))
        }
        #expect(bench.stub.sent.isEmpty)
    }

    @Test func `is not asked for with a property that Nova does not take`() async throws {
        let bench = try Bench()
        var request = SnapshotRequest(name: "x")
        request.properties = ["a/b": "c"]
        let wanted = request
        await expectError(.usage) { try await bench.backend.snapshotServer(Server.ID(Bench.other), wanted) }
        #expect(bench.stub.sent.isEmpty)
    }
}

struct `what Nova cannot do` {
    @Test func `is a missing facet that names the Glance of the same cloud`() throws {
        let backend = try Bench().backend
        func expect<Facet>(_ capability: Capability<Facet>, _ hint: String) {
            let error = #expect(throws: ImageError.self) { try backend.require(capability) }
            #expect(error?.code == .unsupported && error?.hint == hint, "\(capability.name)")
            #expect(error?.message == "the nova backend cannot \(capability.summary)")
        }
        expect(.creating, "use glance@test")
        expect(.uploading, "use glance@test")
        expect(.downloading, "use glance@test")
        expect(.activating, "use glance@test")
        expect(.sharing, "use glance@test")
        expect(.importing, "use glance@test")
        expect(.stores, "use glance@test")
        expect(.tasks, "use glance@test")
        expect(.caching, "use glance@test")
        expect(.locations, "use glance@test")
        expect(.describing, "use glance@test")
        // Glance cannot do these either.
        expect(.storing, "backend list")
        expect(.maintenance, "backend list")
    }
}
