internal import BackendKit

extension BackendCheck {
    private static let needs = [AnyCapability(.snapshotting)]

    /// What can be tried without a server; nobody's is touched.
    static let snapshotting: [BackendCheck] = [
        BackendCheck("does not find a server that is not there", needs) { bench in
            let servers = try bench.backend.require(.snapshotting)
            let id = Server.ID(bench.freshID().rawValue)
            try await bench.expectError(.notFound, from: "showing an unknown server") { try await servers.server(id) }
            try await bench.expectError(.notFound, from: "making an image of an unknown server") {
                try await servers.snapshotServer(id, SnapshotRequest(name: bench.mark))
            }
        },
        BackendCheck("lists no server for a name nobody has", needs) { bench in
            let servers = try bench.backend.require(.snapshotting)
            for name in [bench.mark, bench.mark + ".*", "(" + bench.mark + "|", "[", "\\", "\u{1F5A5}"] {
                let found = try await servers.servers(named: name).collect()
                try bench.expectEqual(found.count, 0, "the number of servers named '\(name)'")
            }
        },
        BackendCheck("refuses an image of a server that has no name", needs) { bench in
            let servers = try bench.backend.require(.snapshotting)
            try await bench.expectError(.usage, from: "an image without a name") {
                try await servers.snapshotServer(
                    Server.ID(bench.freshID().rawValue), SnapshotRequest(name: ""))
            }
        },
    ]
}
