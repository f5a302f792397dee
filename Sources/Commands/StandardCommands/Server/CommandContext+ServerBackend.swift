internal import BackendKit
internal import CommandKit

extension CommandContext {
    /// The backend that knows the servers: the one the call is for, or Nova of the same cloud.
    var serverBackend: any ImageBackend {
        get async throws {
            if let nova = try await session.companion(of: home, for: AnyCapability(.snapshotting)) { return nova }
            return try await backend
        }
    }
}
