internal import BackendKit

/// The images of a list, in an order in which names are found at once.
struct ImageIndex: Sendable {
    private let images: [Image]
    /// In byte order of the names, those without one first.
    private let byName: [Key]
    private let byID: [Key]
    private let twins: Set<[UInt8]>

    /// What an image is found by. Moving whole images about while they are put in order would cost ten times as much.
    private struct Key {
        let text: String
        /// Among `images`.
        let place: Int
    }

    init(_ images: some Sequence<Image>) {
        let images = Array(images)
        let byID = images.indices.map { Key(text: images[$0].id.rawValue, place: $0) }
            .sorted { $0.text.precedesInBytes($1.text) }
        var rank = Array(repeating: 0, count: images.count)
        for (number, key) in byID.enumerated() { rank[key.place] = number }
        let byName = images.indices.map { Key(text: images[$0].name ?? "", place: $0) }.sorted { one, other in
            one.text.hasSameBytes(as: other.text)
                ? rank[one.place] < rank[other.place] : one.text.precedesInBytes(other.text)
        }
        twins = Set(
            zip(byName, byName.dropFirst()).compactMap { one, next in
                one.text.hasSameBytes(as: next.text) && images[one.place].name != nil && images[next.place].name != nil
                    ? Array(one.text.utf8) : nil
            })
        self.images = images
        self.byID = byID
        self.byName = byName
    }

    /// In byte order.
    var tags: [String] { images.flatMap(\.tags).sortedUniqueBytes() }

    /// The names of properties, in byte order.
    var properties: [String] { images.flatMap { $0.properties.map(\.name) }.sortedUniqueBytes() }

    /// What the images say in a property, in byte order.
    func values(of property: String) -> [String] {
        images.compactMap { $0.properties[property] }.sortedUniqueBytes()
    }

    /// As ``NameSuggesting/suggestedImages(_:atMost:)``.
    func images(_ fit: NameFit, atMost limit: Int) -> SuggestedImages {
        switch fit {
        case .beginning(let text): cut(Self.range(of: text, in: byName), limit)
        case .idBeginning(let text): cut(Self.range(of: text, in: byID), limit)
        case .holding(let text):
            cut(byName.filter { $0.text.lowercased().contains(text.lowercased()) }[...], limit)
        }
    }

    private func cut(_ found: ArraySlice<Key>, _ limit: Int) -> SuggestedImages {
        func entry(_ key: Key) -> SuggestedImages.Entry {
            let image = images[key.place]
            return SuggestedImages.Entry(image, isAlone: image.name.map { !twins.contains(Array($0.utf8)) } ?? false)
        }
        guard found.count > limit, let last = found.last else { return SuggestedImages(found.map(entry)) }
        return SuggestedImages(found.prefix(limit - 1).map(entry) + [entry(last)], isCut: true)
    }

    /// Those that begin with the text: neighbours in a sorted list.
    private static func range(of text: String, in keys: [Key]) -> ArraySlice<Key> {
        var (low, high) = (0, keys.count)
        while low < high {
            let middle = (low + high) / 2
            if keys[middle].text.precedesInBytes(text) { low = middle + 1 } else { high = middle }
        }
        // Where they end is found the same way: all of them come before anything that does not begin so.
        let start = low
        high = keys.count
        while low < high {
            let middle = (low + high) / 2
            if keys[middle].text.utf8.starts(with: text.utf8) { low = middle + 1 } else { high = middle }
        }
        return keys[start..<low]
    }
}
