internal import BackendKit
internal import CommandKit

/// Names of properties, and what they may say: what is defined for images, and what images have.
struct PropertyCandidates: Sendable {
    let names: BackendNames
    private static let mostChoicesShown = 6

    /// `key=`, and after the mark the values.
    func assignments(_ partial: String, on choice: BackendChoice) async -> Offer {
        let scalars = partial.unicodeScalars
        guard let mark = scalars.firstIndex(of: "=") else {
            let keys = await keys(on: choice).map { key in
                var key = key
                key.word += "="
                key.isFinal = false
                return key
            }
            return Offer(candidates: keys.fitting(partial))
        }
        let key = String(scalars[..<mark])
        let begun = String(scalars[scalars.index(after: mark)...])
        return Offer(candidates: await values(of: key, on: choice).fitting(begun), keeps: key + "=")
    }

    /// The values of a property, those of its definitions in their order first.
    func values(of key: String, on choice: BackendChoice) async -> [Candidate] {
        let definitions = await names.definitions(on: choice).filter { $0.name.hasSameBytes(as: key) }
        var values = Words()
        for definition in definitions { for value in definition.choices { values.add(value, nil) } }
        for value in await names.values(of: key, on: choice) where SafeText.isPlain(value) && !value.isEmpty {
            values.add(value, "in use")
        }
        return values.candidates
    }

    private func keys(on choice: BackendChoice) async -> [Candidate] {
        var keys = Words()
        for definition in await names.definitions(on: choice) { keys.add(definition.name, Self.detail(of: definition)) }
        for name in await names.properties(on: choice) where SafeText.isPlain(name) { keys.add(name, "in use") }
        return keys.candidates.inByteOrder()
    }

    private static func detail(of definition: PropertyDefinition) -> String {
        let title = definition.title.isEmpty ? definition.about : definition.title
        guard !definition.choices.isEmpty else { return title }
        let shown = definition.choices.prefix(mostChoicesShown).joined(separator: ", ")
        return title + ": " + shown + (definition.choices.count > mostChoicesShown ? ", …" : "")
    }
}

/// Words, each once; the first description of one counts.
struct Words {
    private(set) var candidates: [Candidate] = []
    private var known: Set<[UInt8]> = []

    mutating func add(_ word: String, _ detail: String?) {
        guard known.insert(Array(word.utf8)).inserted else { return }
        candidates.append(Candidate(word: word, detail: detail))
    }
}
