/// Servers to look at.
struct ReadOnlySnapshotting: ServerSnapshotting {
    let base: any ServerSnapshotting

    func servers(named name: String?) -> Pages<Server> { base.servers(named: name) }
    func server(_ id: Server.ID) async throws -> Server { try await base.server(id) }

    func snapshotServer(_ id: Server.ID, _ snapshot: SnapshotRequest) async throws -> Image.ID {
        throw ReadOnlyBackend.refusal("no image '\(snapshot.name)' was made")
    }
}
