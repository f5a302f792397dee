extension ImageQuery {
    /// What this query lists of all the images there are: for a backend that has its records at hand.
    /// - Throws: ``ImageError`` with code `.usage` for a marker that is none of the images.
    public func selection(from images: [Image]) throws(ImageError) -> [Image] {
        // Equal ones are told apart by the ID, so that every list has one order.
        let order = ImageOrder(keys: sort + [SortKey(.id, .ascending)], foldsCase: false)
        var found = images.filter(accepts).sorted(by: order.places)
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
        isSame(checksum, image.checksum) && isSame(hashValue, image.hash?.value) && isSame(owner, image.owner)
            && (status ?? image.status) == image.status
            && (visibility == nil || visibility?.rawValue == "all" || visibility == image.visibility)
            && acceptsClosely(image) && isChangedInTime(image)
            && (hidden == .both || (image.isHidden == true) == (hidden == .hidden))
    }

    /// Whether an image has the name, the beginning of an ID, the tags, the properties and the needs that are asked for:
    /// what a service does not filter by, or only as closely as the collation of its database, which may take other
    /// letters for equal. Names and values are compared byte by byte.
    public func acceptsClosely(_ image: Image) -> Bool {
        isSame(name, image.name) && (idPrefix.map { image.id.rawValue.utf8.starts(with: $0.utf8) } ?? true)
            && needsFit(image) && tags.allSatisfy { tag in image.tags.contains { $0.hasSameBytes(as: tag) } }
            && properties.allSatisfy { isSame($0.value, image.properties[$0.name]) }
    }

    private func isSame(_ wanted: String?, _ found: String?) -> Bool {
        wanted.map { found?.hasSameBytes(as: $0) == true } ?? true
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
