internal import BackendKit
internal import HTTPTransport
internal import JSONText
internal import OpenStack

extension GlanceBackend {
    private static let smallPage = 50

    /// A list of Glance, page by page.
    /// - Parameter refusal: the error for a call that was refused, where it has a meaning of its own.
    func walk(_ list: ServiceList, refusal: PageWalk.Refusal? = nil) -> PageWalk {
        PageWalk(list, refusal: refusal ?? { self.basicRefusal($0, $1) }) { limit, marker in
            let answer = try await self.answer(list, atMost: limit, after: marker)
            guard let next = answer.object["next"], next != .null else {
                return PageWalk.Page(items: answer.items, hasMore: false)
            }
            guard let link = next.string, await self.isOurs(link, list) else {
                throw list.wrong("its link to the next page leads elsewhere", link: next.string)
            }
            return PageWalk.Page(items: answer.items, hasMore: true, link: link)
        }
    }

    /// Fewer at once when a page is too long for one answer. Nothing else is asked for again: an answer that is no list
    /// may be the one to a login.
    private func answer(
        _ list: ServiceList, atMost limit: Int, after marker: String?
    ) async throws -> ServiceList.Answer {
        do {
            return try await list.answer(atMost: limit, after: marker, from: client)
        } catch let error as ImageError where error.kind == .longAnswer && limit > Self.smallPage {
            do {
                return try await list.answer(atMost: Self.smallPage, after: marker, from: client)
            } catch is ServiceFault {
                throw error
            }
        }
    }

    /// Whether a link stays at this service and this list.
    private func isOurs(_ link: String, _ list: ServiceList) async -> Bool {
        let end = "/" + list.path.joined(separator: "/")
        if link.hasPrefix("/"), !link.hasPrefix("//") { return link.prefix { $0 != "?" }.hasSuffix(end) }
        guard let url = try? HTTPURL(link), let place = try? await client.place() else { return false }
        return url.origin == place.endpoint.origin && url.path.hasSuffix(end)
    }
}
