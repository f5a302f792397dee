internal import BackendKit
internal import JSONText
internal import OpenStack

/// The images of one query, page by page, in the order asked for.
///
/// The service lists either hidden images or the others. Both together are two walks whose pages are merged.
actor ImageList {
    private let selection: ImageSelection
    private let order: ImageOrder
    private let backend: GlanceBackend
    private var lanes: [Lane]
    private var given = 0

    private struct Lane {
        let walk: PageWalk
        var images: ArraySlice<Image> = []
        var isAtEnd = false
        var isWanting: Bool { images.isEmpty && !isAtEnd }
    }

    init(_ query: ImageQuery, of backend: GlanceBackend) {
        let selection = ImageSelection(query: query)
        self.selection = selection
        self.backend = backend
        order = ImageOrder(keys: selection.sort, foldsCase: true)
        let kinds: [Bool] =
            switch query.hidden {
            case .shown: [false]
            case .hidden: [true]
            case .both: [false, true]
            }
        lanes = kinds.map { hidden in
            let list = ServiceList(
                path: ["images"], member: "images", query: selection.parameters(hidden: hidden),
                start: query.marker?.rawValue, deed: "listing images")
            return Lane(walk: backend.walk(list))
        }
    }

    /// The next page, never empty; `nil` after the last one.
    func next() async throws -> [Image]? {
        let rest = (selection.query.limit ?? .max) - given
        guard rest > 0 else { return nil }
        try await fill(rest)
        let page = Array(merged().prefix(rest))
        given += page.count
        return page.isEmpty ? nil : page
    }

    /// Fetches for every lane that has nothing left, all at once.
    private func fill(_ rest: Int) async throws {
        let wanting = lanes.indices.filter { lanes[$0].isWanting }
        let limit = pageSize(rest)
        let walks = wanting.map { ($0, lanes[$0].walk) }
        let (query, diagnostics) = (selection.query, backend.diagnostics)
        let pages = try await withThrowingTaskGroup(of: (Int, [Image]?).self) { group in
            for (index, walk) in walks {
                group.addTask {
                    let page = try await walk.nextImages(
                        atMost: limit, ImageRecord.imageOfRow, telling: diagnostics, where: query.acceptsClosely)
                    return (index, page)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        for (index, page) in pages {
            if let page { lanes[index].images = page[...] } else { lanes[index].isAtEnd = true }
        }
    }

    private func pageSize(_ rest: Int) -> Int {
        let most = max(1, selection.query.pageSize ?? ServiceList.largestPage)
        return selection.filtersMuch ? most : min(most, rest)
    }

    /// As many images as can be put in order without another request.
    private func merged() -> [Image] {
        guard lanes.count > 1 else {
            defer { lanes[0].images = [] }
            return Array(lanes[0].images)
        }
        var page: [Image] = []
        while !lanes.contains(where: \.isWanting), let index = firstLane(), let image = lanes[index].images.popFirst() {
            page.append(image)
            // One that is hidden just now may be in both. A service that knows nothing of hiding gives all of them twice.
            guard !image.id.rawValue.isEmpty else { continue }
            for other in lanes.indices where lanes[other].images.first?.id == image.id {
                lanes[other].images.removeFirst()
            }
        }
        return page
    }

    /// The lane whose first image comes before those of the others.
    private func firstLane() -> Int? {
        lanes.indices.filter { !lanes[$0].images.isEmpty }.min { one, other in
            guard let first = lanes[one].images.first, let second = lanes[other].images.first else { return false }
            return order.places(first, before: second)
        }
    }
}
