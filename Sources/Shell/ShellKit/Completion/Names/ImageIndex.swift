internal import BackendKit

/// The images of a list, in an order in which names are found at once.
struct ImageIndex: Sendable {
    /// In byte order of the names, those without one first.
    private let byName: [Image]
    private let byID: [Image]
    private let twins: Set<[UInt8]>
    let tags: [String]
    /// What the properties with a name say, names and values in byte order.
    let values: [(name: String, values: [String])]

    init(_ images: some Sequence<Image>) {
        byName = images.sorted { one, other in
            let (left, right) = (one.name ?? "", other.name ?? "")
            return left.hasSameBytes(as: right)
                ? one.id.rawValue.precedesInBytes(other.id.rawValue) : left.precedesInBytes(right)
        }
        byID = byName.sorted { $0.id.rawValue.precedesInBytes($1.id.rawValue) }
        twins = Set(
            zip(byName, byName.dropFirst()).compactMap { one, next in
                guard let name = one.name, let other = next.name, name.hasSameBytes(as: other) else { return nil }
                return Array(name.utf8)
            })
        tags = byName.flatMap(\.tags).sortedUniqueBytes()
        var said: [[UInt8]: [String]] = [:]
        for image in byName {
            for property in image.properties { said[Array(property.name.utf8), default: []].append(property.value) }
        }
        values = said.map { (String(decoding: $0.key, as: UTF8.self), $0.value.sortedUniqueBytes()) }
            .sorted { $0.0.precedesInBytes($1.0) }
    }

    /// As ``NameSuggesting/suggestedImages(_:atMost:)``.
    func images(_ fit: NameFit, atMost limit: Int) -> SuggestedImages {
        switch fit {
        case .beginning(let text): cut(Self.range(of: text, in: byName) { $0.name ?? "" }, limit)
        case .idBeginning(let text): cut(Self.range(of: text, in: byID) { $0.id.rawValue }, limit)
        case .holding(let text):
            cut(byName.filter { $0.name?.lowercased().contains(text.lowercased()) == true }[...], limit)
        }
    }

    private func cut(_ found: ArraySlice<Image>, _ limit: Int) -> SuggestedImages {
        func entry(_ image: Image) -> SuggestedImages.Entry {
            SuggestedImages.Entry(image, isAlone: image.name.map { !twins.contains(Array($0.utf8)) } ?? false)
        }
        guard found.count > limit, let last = found.last else { return SuggestedImages(found.map(entry)) }
        return SuggestedImages(found.prefix(limit - 1).map(entry) + [entry(last)], isCut: true)
    }

    /// Those that begin with the text: neighbours in a sorted list.
    private static func range(of text: String, in images: [Image], _ key: (Image) -> String) -> ArraySlice<Image> {
        var (low, high) = (0, images.count)
        while low < high {
            let middle = (low + high) / 2
            if key(images[middle]).precedesInBytes(text) { low = middle + 1 } else { high = middle }
        }
        // Where they end is found the same way: all of them come before anything that does not begin so.
        let start = low
        high = images.count
        while low < high {
            let middle = (low + high) / 2
            if key(images[middle]).utf8.starts(with: text.utf8) { low = middle + 1 } else { high = middle }
        }
        return images[start..<low]
    }
}
