public import BackendKit

/// Servers, and images of them that are made when the test says so.
extension TestService: ServerSnapshotting {
    public nonisolated func servers(named name: String?) -> Pages<Server> {
        Pages {
            let isDone = Flag()
            return {
                guard await isDone.set() else { return nil }
                return await self.knownServers.filter { server in name.map { server.name.hasSameBytes(as: $0) } ?? true
                }
            }
        }
    }

    public func server(_ id: Server.ID) throws -> Server {
        guard let found = knownServers.first(where: { $0.id == id }) else {
            throw ImageError(.notFound, "no server '\(id)' on service")
        }
        return found
    }

    public func snapshotServer(_ id: Server.ID, _ snapshot: SnapshotRequest) async throws -> Image.ID {
        guard try server(id).status == "ACTIVE" else {
            throw ImageError(.conflict, "making an image of server \(id) failed: its state forbids it")
        }
        var draft = ImageDraft(name: snapshot.name)
        draft.diskFormat = .raw
        draft.containerFormat = .bare
        draft.properties = snapshot.properties
        draft.properties["image_type"] = "snapshot"
        draft.properties["instance_uuid"] = id.rawValue
        return try await inner.require(.creating).createImage(draft).id
    }

    /// What the hypervisor does at last.
    public func finishSnapshot(_ id: Image.ID) async throws {
        _ = try await inner.require(.uploading).upload(ByteStream(Array("disk".utf8)), to: id)
    }

    /// Says what is being done to a server.
    public func setTask(_ task: String?, of id: Server.ID) {
        for index in knownServers.indices where knownServers[index].id == id { knownServers[index].task = task }
    }
}

private actor Flag {
    private var isSet = false

    /// Whether it was not set before.
    func set() -> Bool {
        defer { isSet = true }
        return !isSet
    }
}
