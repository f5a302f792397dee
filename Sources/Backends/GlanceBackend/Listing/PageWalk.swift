internal import BackendKit
internal import HTTPTransport
internal import JSONText
internal import OpenStack

/// Walks a list of the service by markers of its own.
///
/// The link to the next page only says that there is more: Glance loses repeated parameters in it, and an address from
/// an answer is never a reason to send a token there. Every walk ends: a service that gives the same page for ever is
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
        /// Completes "… failed".
        let deed: String
    }

    /// The service gives no more at once, whatever is asked for (`api_limit_max`, by default).
    static let largestPage = 1000
    private static let smallPage = 50
    private static let mostPages = 100_000
    private static let mostItems = 1_000_000
    private static let mostRestarts = 16

    private let list: List
    private let backend: GlanceBackend
    private var marker: String?
    private var isAtEnd = false
    private var pages = 0
    private var items = 0
    private var restarts = 0
    /// What this pass has met, and what earlier passes have handed out.
    private var met: Set<String> = []
    private var handedOut: Set<String> = []
    private var links: Set<String> = []

    init(_ list: List, of backend: GlanceBackend) {
        self.list = list
        self.backend = backend
        marker = list.start
    }

    /// The next items nobody has seen yet; `nil` after the last one.
    /// - Throws: ``ImageError``, with code `.protocol` for a list that cannot be right.
    func next(atMost limit: Int) async throws -> [JSON]? {
        while !isAtEnd {
            guard let page = try await page(atMost: min(limit, Self.largestPage)) else { continue }
            let fresh = take(page.items)
            try await follow(page, isNew: fresh.isNew)
            if !fresh.items.isEmpty { return fresh.items }
        }
        return nil
    }

    private struct Page {
        let items: [JSON]
        let next: JSON?
    }

    /// One page; `nil` when the walk has to begin again.
    private func page(atMost limit: Int) async throws -> Page? {
        do {
            return try await fetch(limit)
        } catch let fault as ServiceFault {
            // The image the marker names was deleted meanwhile.
            guard fault.status == 400 || fault.status == 404, marker != list.start else {
                throw refusal(fault)
            }
            restarts += 1
            guard restarts <= Self.mostRestarts else {
                throw ImageError(
                    .protocol, "\(list.deed) failed: the service does not know the images it has just listed",
                    details: [fault.detail])
            }
            handedOut.formUnion(met)
            met = []
            links = []
            marker = list.start
            return nil
        } catch let error as ImageError where error.code == .protocol && limit > Self.smallPage {
            // Too long or too deep for one answer: fewer at once may do.
            do {
                return try await fetch(Self.smallPage)
            } catch is ServiceFault {
                throw error
            }
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
            response = try await backend.client.send(ServiceRequest(.get, list.path, query: query))
        } catch let lost as AnswerLost {
            throw lost.cause
        }
        await backend.learnPlace()
        guard let object = try response.json().object, let items = object[list.member]?.array else {
            throw ImageError(
                .protocol, "the address answered with something that is no list of \(list.member); is it the service?",
                details: response.requestID.map { ["request \($0)"] } ?? [])
        }
        return Page(items: items, next: object["next"])
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

    private func follow(_ page: Page, isNew: Bool) async throws {
        pages += 1
        items += page.items.count
        guard let next = page.next, next != .null else {
            isAtEnd = true
            return
        }
        guard let link = next.string, await isOurs(link) else {
            throw wrong("its link to the next page leads elsewhere", next.string)
        }
        guard isNew, links.insert(link).inserted else {
            throw wrong("it gives the same page again and again", link)
        }
        guard pages < Self.mostPages, items < Self.mostItems else { throw wrong("it does not end", nil) }
        marker = page.items.last { $0["id"]?.string != nil }?["id"]?.string
    }

    /// Whether a link stays at this service and this list.
    private func isOurs(_ link: String) async -> Bool {
        if link.hasPrefix("/"), !link.hasPrefix("//") { return isListPath(link.prefix { $0 != "?" }) }
        guard let url = try? HTTPURL(link), let place = try? await backend.client.place() else { return false }
        return url.origin == place.endpoint.origin && isListPath(Substring(url.path))
    }

    private func isListPath(_ path: Substring) -> Bool { path.hasSuffix("/" + list.path.joined(separator: "/")) }

    private func wrong(_ what: String, _ link: String?) -> ImageError {
        ImageError(
            .protocol, "\(list.deed) stopped: the list of the service cannot be right, \(what)",
            details: link.map { ["next: \($0)"] } ?? [])
    }
}
