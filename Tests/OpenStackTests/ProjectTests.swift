import BackendKit
import HTTPTransport
import OpenStack
import TestSupport
import Testing

struct `a project by name` {
    private func project(
        _ name: String, domain: String? = nil, _ exchanges: StubTransport.Exchange...
    ) async throws -> String {
        let bench = try Bench()
        bench.stub.expect(Bench.login())
        for exchange in exchanges { bench.stub.expect(exchange) }
        defer { #expect(bench.stub.problems == []) }
        return try await bench.connection.project(named: name, domain: domain)
    }

    private static let base = "https://id.test/v3/"

    private static func list(_ projects: (id: String, name: String)...) -> String {
        let items = projects.map { #"{"id": "\#($0.id)", "name": "\#($0.name)"}"# }.joined(separator: ", ")
        return #"{"projects": [\#(items)]}"#
    }

    @Test func `is looked up`() async throws {
        let id = try await project(
            "a b", .init(.get, Self.base + "projects?name=a%20b", 200, [:], Self.list(("1", "a b"))))
        #expect(id == "1")
    }

    @Test func `is looked up in a domain, by name or ID`() async throws {
        let id = try await project(
            "x", domain: "D", .init(.get, Self.base + "domains?name=D", 200, [:], #"{"domains": [{"id": "d1"}]}"#),
            .init(.get, Self.base + "projects?name=x&domain_id=d1", 200, [:], Self.list(("1", "x"))))
        #expect(id == "1")
        let other = try await project(
            "x", domain: "d2", .init(.get, Self.base + "domains?name=d2", 403),
            .init(.get, Self.base + "projects?name=x&domain_id=d2", 200, [:], Self.list(("2", "x"))))
        #expect(other == "2")
    }

    @Test(arguments: [403, 404])
    func `is one of the user's own, or an ID, for who may not look it up`(_ status: Int) async throws {
        let own = Self.list(("1", "mine"), ("2", "other"))
        let id = try await project(
            "mine", .init(.get, Self.base + "projects?name=mine", status),
            .init(.get, Self.base + "auth/projects", 200, [:], own))
        #expect(id == "1")
        let word = try await project(
            "abc", .init(.get, Self.base + "projects?name=abc", status),
            .init(.get, Self.base + "auth/projects", 200, [:], own))
        #expect(word == "abc")
    }

    @Test func `that nobody has is taken for an ID, and other spellings do not count`() async throws {
        let id = try await project(
            "Demo", .init(.get, Self.base + "projects?name=Demo", 200, [:], Self.list(("1", "demo"))))
        #expect(id == "Demo")
    }

    @Test func `that several have is ambiguous`() async throws {
        let error = await #expect(throws: ImageError.self) {
            try await project(
                "x", .init(.get, Self.base + "projects?name=x", 200, [:], Self.list(("1", "x"), ("2", "x"))))
        }
        #expect(error?.code == .ambiguous)
        #expect(words(error).contains("1  x"))
    }
}
