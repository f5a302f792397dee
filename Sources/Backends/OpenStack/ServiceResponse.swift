public import BackendKit
public import HTTPTransport
public import JSONText

/// The whole answer to a call.
public struct ServiceResponse: Sendable {
    /// One of those the request accepts.
    public let status: Int
    public let headers: HTTPHeaders
    /// The body, at most 32 MiB.
    public let bytes: [UInt8]
    /// `x-openstack-request-id`, for messages.
    public let requestID: String?

    public init(status: Int, headers: HTTPHeaders, bytes: [UInt8], requestID: String?) {
        self.status = status
        self.headers = headers
        self.bytes = bytes
        self.requestID = requestID
    }

    /// The body as JSON.
    /// - Throws: ``ImageError`` with code `.protocol` that says what the address answered with instead.
    public func json() throws(ImageError) -> JSON {
        do {
            return try JSONReader.value(of: bytes)
        } catch {
            throw Self.noJSON(headers["Content-Type"], error.description)
        }
    }

    private static func noJSON(_ type: String?, _ reason: String) -> ImageError {
        let kind = type?.split(separator: ";").first.map(String.init) ?? "something"
        if kind.lowercased().hasSuffix("json") {
            return ImageError(
                .protocol, "the answer says that it is JSON, and is not, or is not whole", details: [reason])
        }
        return ImageError(
            .protocol,
            "the address answered with \(kind), not what the service promises; is there a login page or proxy in between?",
            details: [reason])
    }
}
