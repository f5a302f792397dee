internal import BackendKit
internal import JSONText
internal import OpenStack

/// The images of one query, page by page, in the order asked for.
///
/// Nova lists the newest first and sorts by nothing else. For any other order all images are fetched and sorted here.
actor ImageList {
    private let selection: ImageSelection
    private let backend: NovaBackend
    private let walk: PageWalk
    private var given = 0
    /// What is left of the sorted images, once they were fetched.
    private var sorted: ArraySlice<Image>?

    /// - Throws: ``ImageError`` with code `.unsupported`.
    init(_ query: ImageQuery, of backend: NovaBackend) throws(ImageError) {
        selection = try ImageSelection(query, of: backend)
        self.backend = backend
        let list = ServiceList(
            path: ["images", "detail"], member: "images", query: selection.parameters,
            start: selection.isInNativeOrder ? query.marker?.rawValue : nil, deed: "listing images")
        walk = backend.walk(list, .images)
    }

    /// The next page, never empty; `nil` after the last one.
    func next() async throws -> [Image]? {
        let rest = (selection.query.limit ?? .max) - given
        guard rest > 0 else { return nil }
        let images = selection.isInNativeOrder ? try await fetched(rest) : try await nextSorted()
        let page = images?.prefix(rest) ?? []
        given += page.count
        return page.isEmpty ? nil : Array(page)
    }

    private var pageSize: Int { max(1, selection.query.pageSize ?? ServiceList.largestPage) }

    /// The next page with at least one image that matches.
    private func fetched(_ rest: Int) async throws -> [Image]? {
        let limit = selection.filtersMuch ? pageSize : min(pageSize, rest)
        return try await walk.nextImages(atMost: limit, ImageRecord.row, telling: backend.diagnostics) {
            [selection] in selection.accepts($0)
        }
    }

    private func nextSorted() async throws -> [Image]? {
        var images = if let sorted { sorted } else { try await allSorted() }
        let page = images.prefix(pageSize)
        images = images.dropFirst(pageSize)
        sorted = images
        return Array(page)
    }

    private func allSorted() async throws -> ArraySlice<Image> {
        var all: [Image] = []
        while let page = try await fetched(.max) { all += page }
        let order = ImageOrder(keys: selection.sort, foldsCase: false)
        all.sort { order.places($0, before: $1) }
        guard let marker = selection.query.marker else { return all[...] }
        guard let first = try await backend.imageIfPresent(marker) else {
            throw ImageError(
                .usage, "there is no image \(marker), so nothing can begin after it", hint: "image list")
        }
        return all.drop { !order.places(first, before: $0) }
    }
}
