extension ImageQuery {
    /// What this query lists of all the images there are: for a backend that has its records at hand.
    /// - Throws: ``ImageError`` with code `.usage` for a marker that is none of the images.
    public func selection(from images: [Image]) throws(ImageError) -> [Image] {
        var found = images.filter(accepts).sorted(by: places)
        if let marker {
            guard let place = found.firstIndex(where: { $0.id == marker }) else {
                throw ImageError(.usage, "no image '\(marker)' to begin after", hint: "image list")
            }
            found.removeFirst(place + 1)
        }
        return limit.map { Array(found.prefix(max(0, $0))) } ?? found
    }

    /// Whether the query wants this image, whatever its place and number.
    public func accepts(_ image: Image) -> Bool {
        func isSame(_ wanted: String?, _ found: String?) -> Bool {
            wanted.map { found?.hasSameBytes(as: $0) == true } ?? true
        }
        return isSame(name, image.name) && isSame(checksum, image.checksum) && isSame(hashValue, image.hash?.value)
            && isSame(owner, image.owner) && (status ?? image.status) == image.status
            && (visibility == nil || visibility?.rawValue == "all" || visibility == image.visibility)
            && (idPrefix.map { image.id.rawValue.utf8.starts(with: $0.utf8) } ?? true)
            && needsFit(image) && isChangedInTime(image)
            && tags.allSatisfy { tag in image.tags.contains { $0.hasSameBytes(as: tag) } }
            && properties.allSatisfy { isSame($0.value, image.properties[$0.name]) }
            && (hidden == .both || (image.isHidden == true) == (hidden == .hidden))
    }

    /// Whether the first image comes before the second. Equal ones are told apart by the ID, so that every list has
    /// one order.
    private func places(_ one: Image, before other: Image) -> Bool {
        for key in sort {
            let order = Self.compare(one, other, by: key.field)
            if order != 0 { return (order < 0) == (key.direction == .ascending) }
        }
        return one.id.rawValue.precedesInBytes(other.id.rawValue)
    }

    private static func compare(_ one: Image, _ other: Image, by field: SortKey.Field) -> Int {
        switch field {
        case .size: (one.size ?? -1) == (other.size ?? -1) ? 0 : (one.size ?? -1) < (other.size ?? -1) ? -1 : 1
        case .name: compare(one.name, other.name)
        case .status: compare(one.status.rawValue, other.status.rawValue)
        case .id: compare(one.id.rawValue, other.id.rawValue)
        case .containerFormat: compare(one.containerFormat?.rawValue, other.containerFormat?.rawValue)
        case .diskFormat: compare(one.diskFormat?.rawValue, other.diskFormat?.rawValue)
        case .createdAt: compare(one.createdAt?.text, other.createdAt?.text)
        case .updatedAt: compare(one.updatedAt?.text, other.updatedAt?.text)
        }
    }

    private static func compare(_ one: String?, _ other: String?) -> Int {
        let (one, other) = (one ?? "", other ?? "")
        return one.hasSameBytes(as: other) ? 0 : one.precedesInBytes(other) ? -1 : 1
    }
}

extension Pages where Element == Image {
    /// What a query lists of images that are fetched when the first page is.
    public init(of query: ImageQuery, from all: @escaping @Sendable () async throws -> [Image]) {
        self.init {
            let rest = PagedRest(query, all)
            return { try await rest.next() }
        }
    }
}

/// What is left of a list that is given out page by page.
private actor PagedRest {
    private let query: ImageQuery
    private let all: @Sendable () async throws -> [Image]
    private var rest: ArraySlice<Image>?

    init(_ query: ImageQuery, _ all: @escaping @Sendable () async throws -> [Image]) {
        self.query = query
        self.all = all
    }

    func next() async throws -> [Image]? {
        var left = if let rest { rest } else { try query.selection(from: try await all())[...] }
        guard !left.isEmpty else { return nil }
        let page = Array(left.prefix(max(1, query.pageSize ?? 1000)))
        left.removeFirst(page.count)
        rest = left
        return page
    }
}
