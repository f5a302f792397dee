public import BackendKit
public import JSONText

/// Walks a list of a service by markers of its own, and hands out every item once.
///
/// A service's link to the next page only says that there is more: Glance loses repeated parameters in it, Nova's can
/// name another host, and an address from an answer is never a reason to send a token there. Every walk ends: a
/// service that gives the same page for ever is found out.
public actor PageWalk {
    /// What a service said to one request.
    public struct Page: Sendable {
        let items: [JSON]
        let hasMore: Bool
        let link: String?

        /// - Parameters:
        ///   - hasMore: whether another page is to be asked for.
        ///   - link: the link to it, where the same link twice is a fault.
        public init(items: [JSON], hasMore: Bool, link: String? = nil) {
            self.items = items
            self.hasMore = hasMore
            self.link = link
        }
    }

    /// At most so many items after a marker.
    public typealias Fetch = @Sendable (_ limit: Int, _ marker: String?) async throws -> Page
    /// The error for a call that was refused; its second argument completes "… failed".
    public typealias Refusal = @Sendable (ServiceFault, String) -> ImageError

    private static let mostPages = 100_000
    private static let mostItems = 1_000_000
    private static let mostRestarts = 16

    private let list: ServiceList
    private let fetch: Fetch
    private let refusal: Refusal
    private var marker: String?
    private var isAtEnd = false
    private var hasGoodRows = false
    private var pages = 0
    private var items = 0
    private var restarts = 0
    /// The keys this pass has met, and those that earlier passes have handed out. As bytes: names of namespaces are keys
    /// too, and of two that Swift takes for equal a service knows both.
    private var met: Set<[UInt8]> = []
    private var handedOut: Set<[UInt8]> = []
    private var links: Set<[UInt8]> = []

    public init(_ list: ServiceList, refusal: @escaping Refusal, fetch: @escaping Fetch) {
        self.list = list
        self.fetch = fetch
        self.refusal = refusal
        marker = list.start
    }

    /// The next items nobody has seen yet; `nil` after the last one.
    /// - Parameter limit: how many at most; the service's own bound is kept anyway.
    /// - Throws: ``ImageError``, with code `.protocol` for a list that cannot be right.
    public func next(atMost limit: Int) async throws -> [JSON]? {
        while !isAtEnd {
            guard let page = try await page(atMost: min(limit, ServiceList.largestPage)) else { continue }
            let fresh = take(page.items)
            try follow(page, isNew: fresh.isNew)
            if !fresh.items.isEmpty { return fresh.items }
        }
        return nil
    }

    /// The images of the next page that has one that is wanted; `nil` after the last page.
    /// - Parameters:
    ///   - limit: how many items a page has at most.
    ///   - read: makes an image of an item. One that nobody can read has a problem, is told of, and is a row all the same,
    ///     so that it hides no good ones.
    ///   - accepts: whether an image is wanted.
    /// - Throws: ``ImageError`` with code `.protocol` where the list begins with several of which none is good: another
    ///   service, such as Nova at Glance's address, has a list of images too.
    public func nextImages(
        atMost limit: Int, _ read: @Sendable (JSON) -> (image: Image, problem: String?),
        telling diagnostics: BackendDiagnostics, where accepts: @Sendable (Image) -> Bool
    ) async throws -> [Image]? {
        while let items = try await next(atMost: limit) {
            try Task.checkCancellation()
            let rows = items.map(read)
            hasGoodRows = hasGoodRows || rows.contains { $0.problem == nil }
            // One alone may just be odd.
            guard hasGoodRows || rows.count == 1 else {
                throw ImageError(
                    .protocol, "the address answered with a list of images that nobody can read; is it the service?",
                    details: rows.first?.problem.map { ["of the first: \($0)"] } ?? [])
            }
            for row in rows {
                if let problem = row.problem { diagnostics.reportUnreadable(row.image, problem) }
            }
            let images = rows.map(\.image).filter(accepts)
            if !images.isEmpty { return images }
        }
        return nil
    }

    /// One page; `nil` when the walk has to begin again.
    private func page(atMost limit: Int) async throws -> Page? {
        do {
            return try await fetch(limit, marker)
        } catch let fault as ServiceFault {
            // What the marker names was deleted meanwhile.
            guard fault.status == 400 || fault.status == 404, marker != list.start else {
                throw list.refusal(fault, refusal)
            }
            try beginAgain(fault)
            return nil
        }
    }

    private func beginAgain(_ fault: ServiceFault) throws {
        restarts += 1
        guard restarts <= Self.mostRestarts else {
            throw ImageError(
                .protocol, "\(list.deed) failed: the service does not know what it has just listed",
                details: [fault.detail])
        }
        handedOut.formUnion(met)
        met = []
        links = []
        marker = list.start
    }

    /// The items nobody was given yet, and whether this pass met any for the first time.
    private func take(_ items: [JSON]) -> (items: [JSON], isNew: Bool) {
        var isNew = false
        let fresh = items.filter { item in
            // An item without its key cannot be told from another.
            guard let key = item[list.key]?.string.map({ Array($0.utf8) }) else { return true }
            guard met.insert(key).inserted else { return false }
            isNew = true
            return !handedOut.contains(key)
        }
        return (fresh, isNew)
    }

    private func follow(_ page: Page, isNew: Bool) throws {
        pages += 1
        items += page.items.count
        guard page.hasMore else {
            isAtEnd = true
            return
        }
        guard isNew, page.link.map({ links.insert(Array($0.utf8)).inserted }) ?? true else {
            throw list.wrong("it gives the same page again and again", link: page.link)
        }
        guard pages < Self.mostPages, items < Self.mostItems else { throw list.wrong("it does not end") }
        marker = page.items.last { $0[list.key]?.string != nil }?[list.key]?.string
    }
}
