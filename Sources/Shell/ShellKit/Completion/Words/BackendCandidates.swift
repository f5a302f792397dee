internal import BackendKit
internal import CommandKit

/// Backends that may be meant. Nothing is opened for this, and nobody is asked.
struct BackendCandidates: Sendable {
    let registry: Registry
    let session: Session

    /// Names of open backends.
    func open() async -> [Candidate] {
        await session.openBackends.map { open in
            let detail = open.choice.isNamedByAddress ? "open" : "open: " + open.choice.line
            return Candidate(word: open.name, detail: detail)
        }
    }

    /// Open ones, kinds, and once a mark follows the kind the addresses that are known.
    func all(startingWith partial: String) async -> [Candidate] {
        var found = await open()
        func add(_ candidate: Candidate) {
            if !found.contains(where: { $0.word == candidate.word }) { found.append(candidate) }
        }
        for provider in registry.providers {
            add(Candidate(word: provider.name, detail: provider.summary))
            guard partial.hasPrefix(provider.name) else { continue }
            let namesRegion = partial.dropFirst(provider.name.count).contains(":")
            for address in await provider.suggestions(session.environment) {
                // Regions would be in the way of the clouds.
                guard address.region == nil || namesRegion else { continue }
                add(Candidate(word: address.description, detail: nil))
            }
        }
        return found
    }

    /// The same as the beginning of a line: `@glance@prod`.
    func addresses(startingWith partial: String) async -> [Candidate] {
        let name = String(partial.unicodeScalars.dropFirst())
        return await all(startingWith: name).fitting(name).map { candidate in
            Candidate(word: "@" + candidate.word, detail: candidate.detail)
        }
    }

    /// The clouds that are known.
    func clouds() async -> [Candidate] {
        var clouds = Words()
        for provider in registry.providers {
            for address in await provider.suggestions(session.environment) {
                if let cloud = address.cloud { clouds.add(cloud, nil) }
            }
        }
        return clouds.candidates
    }
}
