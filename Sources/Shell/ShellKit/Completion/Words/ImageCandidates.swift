internal import BackendKit
internal import CommandKit

/// Images that may be meant: of the backend a line is for, and after `BACKEND//` of that one.
struct ImageCandidates: Sendable {
    let names: BackendNames
    let backends: BackendCandidates
    let session: Session
    /// More than these nobody reads; another letter makes them fewer.
    private static let most = 1000

    func offer(_ partial: String, from home: BackendChoice) async -> Offer {
        guard let place = try? await session.partialPlace(of: partial, from: home) else { return Offer() }
        var offer = await images(place.image, on: place.backend)
        if place.prefix.isEmpty {
            for index in offer.candidates.indices where offer.candidates[index].word.contains(ImagePlace.mark) {
                // `//NAME` is what it is, whatever is in the name.
                offer.candidates[index].word = await spelled(offer.candidates[index].word, from: home)
            }
            offer.candidates += await places(partial, than: home)
        } else {
            offer.candidates = offer.candidates.map { image in
                var image = image
                image.display = image.display ?? image.word
                image.word = place.prefix + image.word
                return image
            }
        }
        return offer
    }

    /// What may stand before the mark. Kinds that are not open are offered once their name is begun, so that they are
    /// not in the way of the images.
    func places(_ partial: String, than home: BackendChoice) async -> [Candidate] {
        let all = partial.isEmpty ? await backends.open() : await backends.all(startingWith: partial)
        return all.filter { $0.word.begins(with: partial) && $0.word != home.name }.map { backend in
            Candidate(word: backend.word + ImagePlace.mark, detail: backend.detail, isFinal: false)
        }
    }

    private func spelled(_ name: String, from home: BackendChoice) async -> String {
        let place = try? await session.partialPlace(of: name, from: home)
        return place?.prefix.isEmpty == true ? name : ImagePlace.mark + name
    }

    /// By the beginning of the name or of the ID, and when there are none, by anything in the name.
    private func images(_ partial: String, on choice: BackendChoice) async -> Offer {
        var (found, isWhole) = await names.images(.beginning(partial), on: choice, atMost: Self.most)
        let candidates = found.entries.compactMap { candidate($0) }
        let ids = await images(withID: partial, on: choice).filter { !candidates.map(\.word).contains($0.word) }
        if candidates.isEmpty, ids.isEmpty, !partial.isEmpty {
            (found, isWhole) = await names.images(.holding(partial), on: choice, atMost: Self.most)
            return Offer(candidates: found.entries.compactMap { candidate($0) }, isCut: found.isCut, isWhole: isWhole)
        }
        return Offer(candidates: candidates + ids, isCut: found.isCut, isWhole: isWhole)
    }

    private func images(withID partial: String, on choice: BackendChoice) async -> [Candidate] {
        let beginning = partial.lowercased()
        guard !beginning.isEmpty, beginning.utf8.count <= 36,
            beginning.allSatisfy({ $0.isHexDigit || $0 == "-" })
        else { return [] }
        return await names.images(.idBeginning(beginning), on: choice, atMost: Self.most).found.entries.map { image in
            Candidate(word: image.id.rawValue, detail: "\(image.name ?? "")  \(image.summary)")
        }
    }

    /// The name, or the ID where the name would not do: it is not alone, is missing, or would be read as something else.
    /// - Returns: `nil` when the ID would not do either.
    private func candidate(_ image: SuggestedImages.Entry) -> Candidate? {
        let name = image.name ?? ""
        let isUsable =
            image.isAlone && !name.isEmpty && SafeText.isPlain(name) && !name.hasPrefix("-")
            // It would be taken for the image that has it for an ID.
            && !ImageFinder.isUUID(name)
        if isUsable { return Candidate(word: name, detail: image.summary) }
        guard SafeText.isPlain(image.id.rawValue) else { return nil }
        let shown = name.isEmpty ? image.id.rawValue : "\(name) (\(image.id.rawValue.prefix(8)))"
        return Candidate(word: image.id.rawValue, detail: image.summary, display: shown)
    }
}

extension SuggestedImages.Entry {
    /// What it is, for the list.
    var summary: String {
        "\(status)  \(size.map(ByteCount.text) ?? "no data")  \(createdAt?.text.prefix(10) ?? "")"
    }
}
