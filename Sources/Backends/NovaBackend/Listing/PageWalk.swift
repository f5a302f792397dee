internal import BackendKit
internal import HTTPTransport
internal import JSONText
internal import OpenStack

/// Walks a list of Nova by markers of its own.
///
/// The link to the next page only says that there may be more: it can name another host, comes in vain after the last
/// page, and is missing from pages of more than 1000. Every walk ends: a service that gives the same page for ever is
/// found out.
actor PageWalk {
    /// Which list, and from where.
    struct List: Sendable {
        let path: [String]
        /// The member of the answer that holds the items.
        let member: String
        /// Everything but marker and limit.
        let query: [(name: String, value: String)]
        /// Begin after this one.
        let start: String?
        let version: Microversion
        /// Completes "… failed".
        let deed: String
    }

    /// Beyond it the link to the next page is not to be relied on (`max_limit`, by default).
    static let largestPage = 1000
    private static let mostPages = 100_000
    private static let mostItems = 1_000_000
    private static let mostRestarts = 16

    private let list: List
    private let backend: NovaBackend
    private var marker: String?
    private var isAtEnd = false
    private var pages = 0
    private var items = 0
    private var restarts = 0
    /// What this pass has met, and what earlier passes have handed out.
    private var met: Set<String> = []
    private var handedOut: Set<String> = []

    init(_ list: List, of backend: NovaBackend) {
        self.list = list
        self.backend = backend
        marker = list.start
    }

    /// The next items nobody has seen yet; `nil` after the last one.
    /// - Throws: ``ImageError``, with code `.protocol` for a list that cannot be right.
    func next(atMost limit: Int) async throws -> [JSON]? {
        while !isAtEnd {
            let limit = min(limit, Self.largestPage)
            guard let page = try await page(atMost: limit) else { continue }
            let fresh = take(page.items)
            try follow(page, limit, isNew: fresh.isNew)
            if !fresh.items.isEmpty { return fresh.items }
        }
        return nil
    }

    private struct Page {
        let items: [JSON]
        let hasLink: Bool
    }

    /// One page; `nil` when the walk has to begin again.
    private func page(atMost limit: Int) async throws -> Page? {
        do {
            return try await fetch(limit)
        } catch let fault as ServiceFault {
            // What the marker names was deleted meanwhile.
            guard fault.status == 400 || fault.status == 404, marker != list.start else { throw refusal(fault) }
            restarts += 1
            guard restarts <= Self.mostRestarts else {
                throw ImageError(
                    .protocol, "\(list.deed) failed: the service does not know what it has just listed",
                    details: [fault.detail])
            }
            handedOut.formUnion(met)
            met = []
            marker = list.start
            return nil
        }
    }

    private func refusal(_ fault: ServiceFault) -> ImageError {
        guard fault.status == 400, let start = list.start else { return backend.refusal(fault, list.deed) }
        return fault.error(.usage, "\(list.deed) failed: nothing can begin after \(start), or a value is not taken")
    }

    private func fetch(_ limit: Int) async throws -> Page {
        var query = list.query
        query.append(("limit", String(limit)))
        if let marker { query.append(("marker", marker)) }
        let response: ServiceResponse
        do {
            response = try await backend.client(list.version).send(ServiceRequest(.get, list.path, query: query))
        } catch let lost as AnswerLost {
            throw lost.cause
        }
        await backend.learnPlace()
        guard let object = try response.json().object, let items = object[list.member]?.array else {
            throw ImageError(
                .protocol, "the address answered with something that is no list of \(list.member); is it the service?",
                details: response.requestID.map { ["request \($0)"] } ?? [])
        }
        let links = object[list.member + "_links"]?.array ?? []
        return Page(items: items, hasLink: links.contains { $0["rel"]?.string == "next" })
    }

    /// The items nobody was given yet, and whether this pass met any for the first time.
    private func take(_ items: [JSON]) -> (items: [JSON], isNew: Bool) {
        var isNew = false
        let fresh = items.filter { item in
            // An item without an ID cannot be told from another.
            guard let id = item["id"]?.string else { return true }
            guard met.insert(id).inserted else { return false }
            isNew = true
            return !handedOut.contains(id)
        }
        return (fresh, isNew)
    }

    private func follow(_ page: Page, _ limit: Int, isNew: Bool) throws {
        pages += 1
        items += page.items.count
        let last = page.items.last { $0["id"]?.string != nil }?["id"]?.string
        // A site may give fewer at once than it was asked for; then it links to the rest.
        guard page.items.count >= limit || page.hasLink, let last else {
            isAtEnd = true
            return
        }
        guard isNew else { throw wrong("it gives the same page again and again") }
        guard pages < Self.mostPages, items < Self.mostItems else { throw wrong("it does not end") }
        marker = last
    }

    private func wrong(_ what: String) -> ImageError {
        ImageError(.protocol, "\(list.deed) stopped: the list of the service cannot be right, \(what)")
    }
}
