import BackendKit
import HTTPTransport
import OpenStack
import TestSupport
import Testing

struct `a project by name` {
    private func project(
        _ name: String, domain: String? = nil, warnings: Int = 0, _ exchanges: StubTransport.Exchange...
    ) async throws -> String {
        let bench = try Bench()
        bench.stub.expect(Bench.login())
        for exchange in exchanges { bench.stub.expect(exchange) }
        defer {
            #expect(bench.stub.problems == [])
            #expect(bench.reports.warnings.count == warnings)
        }
        return try await bench.connection.project(named: name, domain: domain)
    }

    private static let base = "https://id.test/v3/"
    private static let id = "def03137a7bd4341bcc3836b11e41368"

    private static func list(_ projects: (id: String, name: String)...) -> String {
        let items = projects.map { #"{"id": "\#($0.id)", "name": "\#($0.name)", "domain_id": "d-\#($0.id)"}"# }
        return #"{"projects": [\#(items.joined(separator: ", "))]}"#
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
            "abc", warnings: 1, .init(.get, Self.base + "projects?name=abc", status),
            .init(.get, Self.base + "auth/projects", 200, [:], own))
        #expect(word == "abc")
    }

    @Test func `of the user's own counts only in the domain that is named`() async throws {
        let own = Self.list(("1", "x"), ("2", "x"))
        let refused = StubTransport.Exchange(.get, Self.base + "domains?name=d-2", 403)
        let id = try await project(
            "x", domain: "d-2", refused, .init(.get, Self.base + "projects?name=x&domain_id=d-2", 403),
            .init(.get, Self.base + "auth/projects", 200, [:], own))
        #expect(id == "2")
    }

    @Test func `is an ID when it looks like one, which is checked where that is allowed`() async throws {
        let url = Self.base + "projects/" + Self.id
        let body = #"{"project": {"id": "\#(Self.id)", "name": "x"}}"#
        #expect(try await project(Self.id, .init(.get, url, 200, [:], body)) == Self.id)
        #expect(try await project(Self.id, .init(.get, url, 403)) == Self.id)
        // A project may be named like that, too.
        let named = try await project(
            Self.id, .init(.get, url, 404),
            .init(.get, Self.base + "projects?name=\(Self.id)", 200, [:], Self.list(("1", Self.id))))
        #expect(named == "1")
    }

    @Test func `that nobody has may be an ID of another form; other spellings do not count`() async throws {
        let id = try await project(
            "Demo", .init(.get, Self.base + "projects?name=Demo", 200, [:], Self.list(("1", "demo"))),
            .init(.get, Self.base + "projects/Demo", 200, [:], #"{"project": {"id": "Demo"}}"#))
        #expect(id == "Demo")
    }

    @Test(arguments: ["nobody", "a/b", "..", ""])
    func `that nobody has is not found by those who may look`(_ name: String) async throws {
        let query = name.replacing("/", with: "%2F")
        let bench = try Bench()
        bench.stub.expect(
            Bench.login(), .init(.get, Self.base + "projects?name=\(query)", 200, [:], Self.list()))
        if name == "nobody" { bench.stub.expect(.init(.get, Self.base + "projects/nobody", 404)) }
        let connection = bench.connection
        let error = await #expect(throws: ImageError.self) { try await connection.project(named: name) }
        #expect(error?.code == .notFound)
        #expect(error?.message.contains("'\(name)'") == true)
        #expect(bench.stub.problems == [])
    }

    @Test func `that several have is ambiguous, and the IDs are named`() async throws {
        let error = await #expect(throws: ImageError.self) {
            try await project(
                "x", .init(.get, Self.base + "projects?name=x", 200, [:], Self.list(("1", "x"), ("2", "x"))))
        }
        #expect(error?.code == .ambiguous)
        #expect(error?.details == ["1  of domain d-1", "2  of domain d-2"])
        #expect(error?.hint?.contains("--project-domain") == true)
    }

    @Test func `that cannot be looked up now is an error of its own`() async throws {
        let error = await #expect(throws: ImageError.self) {
            try await project("x", .init(.get, Self.base + "projects?name=x", 501))
        }
        #expect(error?.code == .network)
        #expect(error?.message.contains("looking for project 'x' failed") == true)
    }

    @Test func `is an ID where there is no identity service`() async throws {
        var bench = try Bench()
        bench.settings.login = .adminToken(Secret("given"), endpoint: try HTTPURL("https://g.test"))
        #expect(try await bench.connection.project(named: Self.id) == Self.id)
        #expect(bench.reports.warnings == [])
        #expect(try await bench.connection.project(named: "x") == "x")
        #expect(bench.reports.warnings.first?.hasPrefix("'x' is taken for a project's ID: no identity service") == true)
        #expect(bench.stub.sent.isEmpty)
        let connection = bench.connection
        let error = await #expect(throws: ImageError.self) { try await connection.ownProject() }
        #expect(error?.hint?.contains("--project") == true)
    }

    @Test func `of one's own is what the token is for`() async throws {
        let bench = try Bench()
        bench.stub.expect(Bench.login())
        #expect(try await bench.connection.ownProject() == "p1")
        #expect(bench.stub.problems == [])
    }
}
