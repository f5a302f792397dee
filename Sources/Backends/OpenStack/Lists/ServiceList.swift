public import BackendKit
internal import HTTPTransport
public import JSONText

/// A list a service gives in pages: which one, from where, and in what words its failures are told.
public struct ServiceList: Sendable {
    /// Segments below the service's version.
    public let path: [String]
    /// The member of an answer that holds the items.
    public let member: String
    /// The member of an item that tells it from the others, and that a marker names.
    public let key: String
    /// Everything but marker and limit.
    public let query: [(name: String, value: String)]
    /// Begin after the item with this ID.
    public let start: String?
    /// Completes "… failed", such as `listing images`.
    public let deed: String

    /// Both services give no more at once by default (`api_limit_max` of Glance, `max_limit` of Nova).
    public static let largestPage = 1000

    public init(
        path: [String], member: String, key: String = "id", query: [(name: String, value: String)], start: String?,
        deed: String
    ) {
        self.path = path
        self.member = member
        self.key = key
        self.query = query
        self.start = start
        self.deed = deed
    }

    /// One answer of a list.
    public struct Answer: Sendable {
        /// The items of the page, as the service wrote them.
        public let items: [JSON]
        /// The whole answer, for what it says about the next page.
        public let object: JSONObject
    }

    /// At most so many items after a marker.
    /// - Throws: ``ServiceFault`` for a refusal; ``ImageError``, with code `.protocol` for an answer that is no list.
    public func answer(
        atMost limit: Int, after marker: String?, from client: any ServiceClient
    ) async throws -> Answer {
        var query = query
        query.append(("limit", String(limit)))
        if let marker { query.append(("marker", marker)) }
        let response: ServiceResponse
        do {
            response = try await client.send(ServiceRequest(.get, path, query: query))
        } catch let lost as AnswerLost {
            throw lost.cause
        }
        guard let object = try response.json().object, let items = object[member]?.array else {
            throw ImageError(
                .protocol, "the address answered with something that is no list of \(member); is it the service?",
                details: response.requestID.map { ["request \($0)"] } ?? [])
        }
        return Answer(items: items, object: object)
    }

    /// The error for a list that cannot be right.
    /// - Parameters:
    ///   - what: completes "cannot be right, …".
    ///   - link: the link to the next page that shows it.
    public func wrong(_ what: String, link: String? = nil) -> ImageError {
        ImageError(
            .protocol, "\(deed) stopped: the list of the service cannot be right, \(what)",
            details: link.map { ["next: \($0)"] } ?? [])
    }

    /// The error for a refused call, in the words of a service's own `refusal` unless the list's start explains it.
    func refusal(_ fault: ServiceFault, _ general: (ServiceFault, String) -> ImageError) -> ImageError {
        guard fault.status == 400, let start else { return general(fault, deed) }
        return fault.error(.usage, "\(deed) failed: nothing can begin after \(start), or a value is not taken")
    }
}
