internal import BackendKit

/// The servers of a cloud, by the backend that knows them: opened once somebody asks, since few sessions do.
actor CloudServers: ServerSnapshotting {
    private let opening: @Sendable () async throws -> any ImageBackend
    private var opened: Task<any ImageBackend, any Error>?

    /// - Parameter opening: opens the backend; the servers close it.
    init(_ opening: @escaping @Sendable () async throws -> any ImageBackend) { self.opening = opening }

    nonisolated func servers(named name: String?) -> Pages<Server> {
        Pages {
            let walk = Walk(servers: self, name: name)
            return { try await walk.next() }
        }
    }

    func server(_ id: Server.ID) async throws -> Server { try await facet().server(id) }

    func snapshotServer(_ id: Server.ID, _ snapshot: SnapshotRequest) async throws -> Image.ID {
        try await facet().snapshotServer(id, snapshot)
    }

    /// Closes the backend, if it is open.
    func close() async {
        let last = opened
        opened = nil
        await (try? last?.value)?.close()
    }

    private func facet() async throws -> any ServerSnapshotting {
        let opening = opening
        let task = opened ?? Task { try await opening() }
        opened = task
        do {
            return try await task.value.require(.snapshotting)
        } catch {
            // What could not be opened may be another time.
            if opened == task { opened = nil }
            throw error
        }
    }

    /// The pages of one list.
    private actor Walk {
        private let servers: CloudServers
        private let name: String?
        private var pages: Pages<Server>.AsyncIterator?

        init(servers: CloudServers, name: String?) {
            self.servers = servers
            self.name = name
        }

        func next() async throws -> [Server]? {
            var pages = try await begun()
            let page = try await pages.next()
            self.pages = pages
            return page
        }

        private func begun() async throws -> Pages<Server>.AsyncIterator {
            if let pages { return pages }
            return try await servers.facet().servers(named: name).makeAsyncIterator()
        }
    }
}
