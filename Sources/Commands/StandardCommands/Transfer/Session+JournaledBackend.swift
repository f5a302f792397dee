internal import BackendKit
internal import CommandKit

extension Session {
    /// The backend that an entry of the journal names: an open one that points to the same place, in whatever project, or
    /// else one that is opened for it, whose location is to be compared once it has been asked something.
    func backend(named name: String, at location: String) async throws -> any ImageBackend {
        let open = openBackends.map(\.backend).first {
            $0.info.name.hasSameBytes(as: name) && $0.info.points(to: location)
        }
        if let open { return open }
        return try await self.open(try await choice(for: name)).backend
    }
}
