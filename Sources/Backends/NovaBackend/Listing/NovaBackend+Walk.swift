internal import BackendKit
internal import JSONText
internal import OpenStack

extension NovaBackend {
    /// A list of Nova, page by page.
    ///
    /// Its link to the next page comes in vain after the last page, and is missing from pages of more than 1000. A site
    /// may give fewer at once than it was asked for; then it links to the rest.
    func walk(_ list: ServiceList, _ version: Microversion) -> PageWalk {
        PageWalk(list, refusal: { self.listRefusal($0, $1) }) { limit, marker in
            let answer = try await list.answer(atMost: limit, after: marker, from: self.client(version))
            let links = answer.object[list.member + "_links"]?.array ?? []
            let isFull = answer.items.count >= limit
            let hasMore = !answer.items.isEmpty && (isFull || links.contains { $0["rel"]?.string == "next" })
            return PageWalk.Page(items: answer.items, hasMore: hasMore)
        }
    }

    private func listRefusal(_ fault: ServiceFault, _ deed: String) -> ImageError {
        fault.status == 404
            ? noService("compute service (Nova v2.1)", "compute_endpoint_override", fault, deed) : refusal(fault, deed)
    }
}
