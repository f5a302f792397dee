internal import BackendKit
internal import CommandKit

/// The stores of the backends a session used. They hardly ever change, so each backend is asked once.
actor StoreNameCache {
    private var known: [BackendChoice: [Candidate]] = [:]

    /// Nothing where a backend has no stores, or does not answer.
    func candidates(on choice: BackendChoice, in session: Session) async -> [Candidate] {
        if let found = known[choice] { return found }
        guard let stores = try? await Self.fetch(choice, session) else { return [] }
        let candidates = stores.map { Candidate(word: $0.id, detail: $0.about) }
        known[choice] = candidates
        return candidates
    }

    private static func fetch(_ choice: BackendChoice, _ session: Session) async throws -> [Store] {
        try await session.open(choice).backend.require(.stores).stores(details: false)
    }
}
