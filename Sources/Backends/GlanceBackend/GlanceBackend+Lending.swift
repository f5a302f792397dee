public import BackendKit
internal import OpenStack

/// Lending the service's endpoint and a token.
extension GlanceBackend: AccessLending {
    public func lendAccess(_ extent: AccessExtent) async throws -> LentAccess {
        try await client.access(tokenLife: extent == .token ? ServiceAccess.lentLife : 0).lent(extent)
    }
}
