import BackendKit
import CurlTransport
import GlanceBackend
import NovaBackend
import OpenStack
import TestSupport
import Testing

/// What only a real service can show. One test after the other: some look at lists that others would change.
@Suite(.enabled(if: Lab.isUp), .serialized)
struct `on a real Nova` {}

extension Lab {
    /// They live as long as the tests, so that each cloud has one login.
    private static let clouds = CloudConnections { CurlTransport(options: $0) }
    private static let diagnostics = BackendDiagnostics()

    static func nova(_ cloud: String) async throws -> any ImageBackend { try await open(.nova(clouds), cloud) }

    /// Makes the images that Nova shows.
    static func glance(_ cloud: String) async throws -> any ImageBackend { try await open(.glance(clouds), cloud) }

    private static func open(_ provider: BackendProvider, _ cloud: String) async throws -> any ImageBackend {
        let variables = environment.merging(["HOME": "/nonexistent"]) { $1 }
        return try await provider.open(
            BackendAddress(kind: provider.name, cloud: cloud),
            BackendEnvironment(variables: variables, diagnostics: diagnostics))
    }
}
