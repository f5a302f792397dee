internal import BackendKit
internal import CommandKit

extension Session {
    /// The backend that an entry of the journal names: an open one that points to the same place, in whatever project, or
    /// else one that is opened for it.
    func backend(named name: String, at location: String) async throws -> any ImageBackend {
        let open = openBackends.map(\.backend).first {
            $0.info.name.hasSameBytes(as: name) && $0.info.location == location
        }
        if let open { return open }
        let backend = try await self.open(try choice(for: name)).backend
        guard backend.info.location == location else {
            throw ImageError(
                .conflict, "this transfer was with \(location), but '\(name)' is \(backend.info.location) now")
        }
        return backend
    }
}
