import BackendKit
import HTTPTransport
import OpenStack
import Synchronization
import TestSupport
import Testing

struct `the clouds of a session` {
    /// Counts the transports that were made and closed.
    private final class Counts: Sendable {
        private let state = Mutex((prepared: 0, made: 0, closed: 0))
        var prepared: Int { state.withLock { $0.prepared } }
        var made: Int { state.withLock { $0.made } }
        var closed: Int { state.withLock { $0.closed } }

        func prepare() async {
            // Time for those who would not wait.
            for _ in 0..<100 { await Task.yield() }
            state.withLock { $0.prepared += 1 }
        }

        func transport() -> any Transport {
            state.withLock { $0.made += 1 }
            return CountedTransport { self.state.withLock { $0.closed += 1 } }
        }
    }

    private struct CountedTransport: Transport {
        let didClose: @Sendable () -> Void

        func withResponse<Value: Sendable>(
            to request: HTTPRequest, _ body: @Sendable (HTTPResponse) async throws -> Value
        ) async throws -> Value { throw ImageError(.network, "nobody is there") }

        func close() async { didClose() }
    }

    private let counts = Counts()
    private let clouds: CloudConnections
    private let directory: TemporaryDirectory
    private let diagnostics = BackendDiagnostics()

    init() throws {
        let counts = counts
        clouds = CloudConnections { _ in counts.transport() }
        directory = try TemporaryDirectory()
        try directory.write(
            "clouds.yaml",
            """
            clouds:
              one:
                auth: {auth_url: "https://id.test/v3", username: u, password: p, project_name: a}
                regions: [R1, R2]
              same:
                auth: {auth_url: "https://id.test/v3", username: u, password: p, project_name: a}
            """)
    }

    private func open(
        _ cloud: String, region: String? = nil, _ options: [String: String] = [:]
    ) async throws -> CloudUse {
        try await clouds.open(
            BackendAddress(kind: "glance", cloud: cloud, region: region),
            in: BackendEnvironment(
                variables: ["OS_CLIENT_CONFIG_FILE": directory("clouds.yaml"), "HOME": directory("home")],
                options: options, diagnostics: diagnostics))
    }

    @Test func `are offered with the regions that their entries name`() async throws {
        let environment = BackendEnvironment(
            variables: ["OS_CLIENT_CONFIG_FILE": directory("clouds.yaml"), "HOME": directory("home")])
        let offered = await clouds.addresses(of: "glance", in: environment).map(\.description)
        #expect(offered == ["glance@one", "glance@one:R1", "glance@one:R2", "glance@same"])
    }

    @Test func `share a connection between regions and services`() async throws {
        let first = try await open("one")
        let second = try await open("one", ["OS_REGION_NAME": "R2"])
        let third = try await open("one", ["OS_INTERFACE": "internal", "OS_COMPUTE_DEFAULT_MICROVERSION": "2.30"])
        #expect(counts.made == 1)
        #expect(first.connection === second.connection && first.connection === third.connection)
        #expect(first.settings.region == "R1" && second.settings.region == "R2")
        #expect(second.info(of: BackendAddress(kind: "nova", cloud: "one")).name == "nova@one")
    }

    @Test func `go to the region an address names, whatever is said of single services`() async throws {
        try directory.write(
            "clouds.yaml",
            """
            clouds:
              one:
                auth: {auth_url: "https://id.test/v3", username: u, password: p, project_name: a}
                image_region_name: R3
            """)
        let options = ["OS_COMPUTE_REGION_NAME": "R4"]
        let plain = try await open("one", options)
        #expect(plain.settings.services[.image]?.region == "R3" && plain.settings.services[.compute]?.region == "R4")
        let named = try await open("one", region: "R2", options)
        #expect(named.settings.region == "R2")
        #expect(named.settings.services.values.allSatisfy { $0.region == nil })
    }

    @Test(arguments: [
        ["OS_USERNAME": "other"], ["OS_PASSWORD": "other"], ["OS_PROJECT_NAME": "other"],
        ["OS_AUTH_URL": "https://other.test/v3"], ["OS_INSECURE": "true"], ["OS_API_TIMEOUT": "7"],
    ])
    func `keep apart what logs in or connects otherwise`(_ options: [String: String]) async throws {
        let first = try await open("one")
        let second = try await open("one", options)
        #expect(counts.made == 2)
        #expect(first.connection !== second.connection)
    }

    @Test func `keep apart clouds of two names, which messages name`() async throws {
        let first = try await open("one")
        let second = try await open("same")
        #expect(first.connection !== second.connection)
    }

    @Test func `are closed by the last one that leaves, and opened anew after that`() async throws {
        let first = try await open("one")
        let second = try await open("one")
        await first.close()
        await first.close()
        #expect(counts.closed == 0)
        await second.close()
        #expect(counts.closed == 1)
        _ = try await open("one")
        #expect(counts.made == 2)
    }

    @Test func `have the transport prepared before they make one`() async throws {
        let counts = counts
        let prepared = CloudConnections(prepare: { await counts.prepare() }) { _ in
            #expect(counts.prepared == 1)
            return counts.transport()
        }
        let environment = BackendEnvironment(
            variables: ["OS_CLIENT_CONFIG_FILE": directory("clouds.yaml"), "HOME": directory("home")])
        let use = try await prepared.open(BackendAddress(kind: "glance", cloud: "one"), in: environment)
        #expect(counts.made == 1)
        await use.close()
    }

    @Test func `give two that open at once one connection`() async throws {
        let uses = try await withThrowingTaskGroup(of: CloudUse.self) { group in
            for _ in 0..<16 { group.addTask { try await open("one") } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(counts.made == 1)
        for use in uses { await use.close() }
        #expect(counts.closed == 1)
    }
}
