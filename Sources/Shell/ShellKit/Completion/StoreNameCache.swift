internal import BackendKit
internal import CommandKit

/// The stores of the backends a session used. They hardly ever change, so each backend is asked once.
actor StoreNameCache {
    private var known: [BackendAddress: [Candidate]] = [:]

    /// Nothing where a backend has no stores, or does not answer.
    func candidates(in session: Session) async -> [Candidate] {
        let address = await session.current
        if let found = known[address] { return found }
        guard let stores = try? await Self.fetch(session) else { return [] }
        let candidates = stores.map { Candidate(word: $0.id, detail: $0.about) }
        known[address] = candidates
        return candidates
    }

    private static func fetch(_ session: Session) async throws -> [Store] {
        try await session.backend().require(.stores).stores(details: false)
    }
}
