public import BackendKit

/// Lending the store's directory; nobody needs a token for it.
extension LocalBackend: AccessLending {
    public func lendAccess(_ extent: AccessExtent) async throws -> LentAccess {
        var lent = LentAccess()
        lent.directory = layout.root
        return lent
    }
}
