import BackendKit
import GlanceBackend
import HTTPTransport
import NovaBackend
import OpenStack
import TestSupport
import Testing

struct `glance and nova of one cloud` {
    private static let catalogue = """
        [{"type": "image", "name": "glance", "endpoints": [\
        {"interface": "public", "region_id": "R1", "region": "R1", "url": "https://image.test"}, \
        {"interface": "public", "region_id": "R2", "region": "R2", "url": "https://image2.test"}]}, \
        {"type": "compute", "name": "nova", "endpoints": [\
        {"interface": "public", "region_id": "R1", "region": "R1", "url": "https://compute.test/v2.1"}]}]
        """
    private static let login = StubTransport.Exchange(
        .post, "https://id.test/v3/auth/tokens", 201,
        ["X-Subject-Token": "token-1", "Content-Type": "application/json"],
        """
        {"token": {"user": {"name": "demo"}, "issued_at": "2026-11-23T14:56:59.000000Z", \
        "expires_at": "2026-11-23T15:56:59.000000Z", "project": {"id": "p1", "name": "p"}, "roles": [], \
        "catalog": \(catalogue)}}
        """)

    private static func environment(_ diagnostics: BackendDiagnostics, region: String = "R1") -> BackendEnvironment {
        BackendEnvironment(
            variables: [
                "OS_AUTH_URL": "https://id.test/v3", "OS_USERNAME": "demo", "OS_PASSWORD": "secret",
                "OS_USER_DOMAIN_NAME": "Default", "OS_PROJECT_NAME": "p", "OS_PROJECT_DOMAIN_NAME": "Default",
                "HOME": "/nonexistent",
            ], options: ["OS_REGION_NAME": region], diagnostics: diagnostics)
    }

    @Test func `log in once, and use one transport`() async throws {
        let stub = StubTransport()
        let made = Log<Void>()
        let clouds = CloudConnections { _ in
            made.add(())
            return stub
        }
        let diagnostics = BackendDiagnostics()
        let environment = Self.environment(diagnostics)
        let glance = try await BackendProvider.glance(clouds).open(BackendAddress(kind: "glance"), environment)
        let nova = try await BackendProvider.nova(clouds).open(BackendAddress(kind: "nova"), environment)
        let other = try await BackendProvider.glance(clouds).open(
            BackendAddress(kind: "glance"), Self.environment(diagnostics, region: "R2"))
        #expect(stub.sent.isEmpty)
        stub.expect(
            Self.login,
            StubTransport.Exchange(.get, "https://image.test/v2/images/\(Bench.id)", 404),
            StubTransport.Exchange(.get, "https://compute.test/v2.1/images/\(Bench.id)", 404),
            StubTransport.Exchange(.get, "https://image2.test/v2/images/\(Bench.id)", 404))
        for backend in [glance, nova, other] {
            await expectError(.notFound) { try await backend.image(Image.ID(Bench.id)) }
        }
        #expect(stub.problems.isEmpty)
        #expect(made.all.count == 1)
        #expect(stub.sent.dropFirst().allSatisfy { $0.headers["X-Auth-Token"] == "token-1" })
    }

    @Test func `name each other for what one of them lacks`() async throws {
        let clouds = CloudConnections { _ in StubTransport() }
        let environment = Self.environment(BackendDiagnostics())
        let glance = try await BackendProvider.glance(clouds).open(BackendAddress(kind: "glance"), environment)
        let nova = try await BackendProvider.nova(clouds).open(BackendAddress(kind: "nova"), environment)
        #expect(glance.info.name == "glance" && nova.info.name == "nova")
        #expect(glance.alternative(for: AnyCapability(.snapshotting)) == "nova")
        #expect(glance.alternative(for: AnyCapability(.maintenance)) == nil)
        #expect(nova.alternative(for: AnyCapability(.uploading)) == "glance")
    }

    @Test func `make images of servers for each other`() async throws {
        let stub = StubTransport()
        let clouds = CloudConnections { _ in stub }
        let environment = Self.environment(BackendDiagnostics())
        let provider = BackendProvider.glance(clouds, servers: .nova(clouds))
        let glance = try await provider.open(BackendAddress(kind: "glance"), environment)
        let servers = try #require(glance.facet(.snapshotting))
        #expect(stub.sent.isEmpty)
        let server = "22222222-3333-4444-8555-666666666666"
        stub.expect(
            Self.login,
            StubTransport.Exchange(
                .get, "https://compute.test/v2.1/servers/\(server)", 200, ["Content-Type": "application/json"],
                #"{"server": {"id": "\#(server)", "name": "web", "status": "ACTIVE"}}"#),
            StubTransport.Exchange(
                .post, "https://compute.test/v2.1/servers/\(server)/action", 202,
                ["Content-Type": "application/json"], #"{"image_id": "\#(Bench.id)"}"#),
            StubTransport.Exchange(.get, "https://image.test/v2/images/\(Bench.id)", 404))
        #expect(try await servers.server(Server.ID(server)).name == "web")
        let made = try await servers.snapshotServer(Server.ID(server), SnapshotRequest(name: "before"))
        #expect(made.rawValue == Bench.id)
        await expectError(.notFound) { try await glance.image(made) }
        #expect(stub.problems.isEmpty)
        await glance.close()
    }

    @Test func `have no paths`() async throws {
        let provider = BackendProvider.nova { _ in StubTransport() }
        await expectError(.usage) {
            try await provider.open(
                BackendAddress(kind: "nova", path: "/srv"), Self.environment(BackendDiagnostics()))
        }
    }
}
