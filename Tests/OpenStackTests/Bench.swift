import BackendKit
import HTTPTransport
import JSONText
import OpenStack
import Synchronization
import TestSupport

#if canImport(Glibc)
    import Glibc
#endif

/// A clock that only sleeping moves, and that remembers how long it slept.
final class TestClock: Sendable {
    private let state = Mutex((now: Duration.seconds(1_000_000), slept: [Duration]()))

    var slept: [Double] {
        state.withLock { $0.slept.map { Double($0.components.seconds) + Double($0.components.attoseconds) / 1e18 } }
    }

    func advance(_ seconds: Int) { state.withLock { $0.now += .seconds(seconds) } }

    /// Jitter always takes the upper end.
    var pace: Pace {
        Pace(
            now: { self.state.withLock { $0.now } },
            sleep: { duration in
                try Task.checkCancellation()
                self.state.withLock { state in
                    state.now += duration
                    state.slept.append(duration)
                }
            },
            random: { $0.upperBound })
    }
}

/// A cloud at `https://id.test/v3` behind a stub.
struct Bench {
    static let password = "pa ss/w\"örd"
    let stub = StubTransport()
    let clock = TestClock()
    let reports = Reports()
    var settings: CloudSettings
    var cache: TokenCache?
    var retry = RetryPolicy.standard
    var ask: (@Sendable (String) async throws -> String?)?

    init(authURL: String = "https://id.test/v3") throws {
        settings = CloudSettings(
            name: "test",
            login: .password(
                at: try HTTPURL(authURL), .init(.name("demo"), domain: .id("default")),
                password: Secret(Self.password)),
            scope: .project(.name("p"), domain: .id("default")), region: "R1")
    }

    var connection: CloudConnection {
        CloudConnection(
            settings, transport: stub, diagnostics: reports.diagnostics, retry: retry, pace: clock.pace,
            tokenCache: cache, questions: ask.map { BackendQuestions(secret: $0) } ?? .none)
    }

    static let loginURL = "https://id.test/v3/auth/tokens"

    /// A login that gives this token.
    static func login(_ token: String = "token-1", life: Int = 3600, url: String = loginURL, catalogue: String? = nil)
        -> StubTransport.Exchange
    {
        StubTransport.Exchange(
            .post, url, 201,
            ["X-Subject-Token": token, "Content-Type": "application/json", "Date": "Mon, 23 Nov 2026 14:56:59 GMT"],
            tokenBody(life: life, catalogue: catalogue))
    }

    static func tokenBody(life: Int = 3600, catalogue: String? = nil) -> String {
        let end = 14 * 3600 + 56 * 60 + 59 + life
        let parts = [end / 3600, end / 60 % 60, end % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        let ends = parts.joined(separator: ":")
        return """
            {"token": {"methods": ["password"], "user": {"id": "u1", "name": "demo", "domain": {"id": "default", \
            "name": "Default"}}, "issued_at": "2026-11-23T14:56:59.000000Z", \
            "expires_at": "2026-11-23T\(ends).000000Z", "project": {"id": "p1", "name": "p", \
            "domain": {"id": "default"}}, "roles": [{"id": "r", "name": "member"}], \
            "catalog": \(catalogue ?? Self.catalogue)}}
            """
    }

    static let catalogue = """
        [{"type": "image", "name": "glance", "endpoints": [\
        {"interface": "public", "region_id": "R1", "region": "R1", "url": "https://image.test/pre/v2/"}, \
        {"interface": "internal", "region_id": "R1", "region": "R1", "url": "https://inner.test"}, \
        {"interface": "public", "region_id": "R2", "region": "R2", "url": "https://image2.test"}]}, \
        {"type": "compute", "name": "nova", "endpoints": [\
        {"interface": "public", "region_id": "R1", "region": "R1", "url": "https://compute.test/v2.1/p1"}]}]
        """

    static let images = "https://image.test/pre/v2/images"
}

/// A directory with files of clouds, and the resolver that looks there and nowhere else.
struct CloudsBench {
    let directory: TemporaryDirectory
    let reports = Reports()

    init(_ clouds: String? = nil, secure: String? = nil) throws {
        directory = try TemporaryDirectory()
        if let clouds { try write("clouds.yaml", clouds) }
        if let secure { try write("secure.yaml", secure) }
    }

    func write(_ name: String, _ text: String) throws {
        try directory.write(name, text)
        try setMode(0o600, name)
    }

    func setMode(_ mode: UInt32, _ name: String) throws {
        guard chmod(directory(name), mode) == 0 else { throw ImageError(.local, "chmod failed") }
    }

    func resolver(_ variables: [String: String] = [:], options: [String: String] = [:]) -> CloudResolver {
        var variables = variables
        variables["HOME"] = variables["HOME"] ?? directory("home")
        return CloudResolver(
            BackendEnvironment(variables: variables, options: options, diagnostics: reports.diagnostics),
            currentDirectory: directory.path, siteDirectories: [directory("site")])
    }

    func settings(
        _ cloud: String? = nil, _ variables: [String: String] = [:], options: [String: String] = [:]
    ) async throws -> CloudSettings {
        try await resolver(variables, options: options).settings(cloud: cloud)
    }

    /// The error that resolving ends with.
    func error(
        _ cloud: String? = nil, _ variables: [String: String] = [:], options: [String: String] = [:]
    ) async -> ImageError? {
        do {
            _ = try await settings(cloud, variables, options: options)
            return nil
        } catch {
            return error as? ImageError
        }
    }
}

extension CloudSettings {
    var user: User? { if case .password(_, let user, _) = login { user } else { nil } }
    var password: String? { if case .password(_, _, let password) = login { password?.reveal() } else { nil } }
    var authURL: String? {
        switch login {
        case .password(let url, _, _), .token(let url, _), .applicationCredential(let url, _): url.description
        case .adminToken, .none: nil
        }
    }
}

/// All words of an error.
func words(_ error: ImageError?) -> String {
    guard let error else { return "" }
    return ([error.message] + error.details + [error.hint ?? ""]).joined(separator: "\n")
}
