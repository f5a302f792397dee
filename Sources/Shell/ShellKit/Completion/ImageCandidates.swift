internal import BackendKit
internal import CommandKit

/// Images that may be meant: of the backend a line is for, and after `BACKEND//` of that one.
struct ImageCandidates: Sendable {
    let names: ImageNameCache
    let backends: BackendCandidates
    let session: Session

    func candidates(startingWith partial: String, from home: BackendChoice) async -> [Candidate] {
        guard let place = try? await session.partialPlace(of: partial, from: home) else { return [] }
        let images = await names.images(startingWith: place.image, on: place.backend, in: session)
        guard place.prefix.isEmpty else {
            return images.map { image in
                Candidate(
                    word: place.prefix + image.word, detail: image.detail, display: image.display ?? image.word)
            }
        }
        return images + (await others(startingWith: partial, than: home))
    }

    /// What may stand before the mark. Kinds that are not open are offered once their name is begun, so that they are
    /// not in the way of the images.
    private func others(startingWith partial: String, than home: BackendChoice) async -> [Candidate] {
        let all = partial.isEmpty ? await backends.open() : await backends.all(startingWith: partial)
        return all.filter { $0.word.hasPrefix(partial) && $0.word != home.name }.map { backend in
            Candidate(word: backend.word + ImagePlace.mark, detail: backend.detail, isFinal: false)
        }
    }
}
