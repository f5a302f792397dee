internal import BackendKit
internal import CommandKit

/// The servers of a backend as they were a moment ago.
actor ServerNameCache {
    private var known: (choice: BackendChoice, taken: ContinuousClock.Instant, candidates: [Candidate])?
    private static let maximumAge = Duration.seconds(30)
    private static let mostServers = 10_000

    /// Names, and the IDs of servers whose name cannot be typed or is not alone. Nothing where a backend has no
    /// servers, or does not answer.
    func candidates(on choice: BackendChoice, in session: Session) async -> [Candidate] {
        if let known, known.choice == choice, ContinuousClock.now - known.taken < Self.maximumAge {
            return known.candidates
        }
        guard let servers = try? await Self.fetch(choice, session) else { return [] }
        let candidates = Self.candidates(servers)
        known = (choice, .now, candidates)
        return candidates
    }

    private static func candidates(_ servers: [Server]) -> [Candidate] {
        var counts: [[UInt8]: Int] = [:]
        for server in servers { counts[Array(server.name.utf8), default: 0] += 1 }
        return servers.map { server in
            let isUsable = SafeText.isPlain(server.name) && counts[Array(server.name.utf8)] == 1
            return isUsable && !server.name.isEmpty
                ? Candidate(word: server.name, detail: server.status)
                : Candidate(word: server.id.rawValue, detail: "\(server.name)  \(server.status)")
        }.sorted { $0.word.precedesInBytes($1.word) }
    }

    private static func fetch(_ choice: BackendChoice, _ session: Session) async throws -> [Server] {
        try await session.open(choice).backend.require(.snapshotting).servers(named: nil).first(mostServers)
    }
}
