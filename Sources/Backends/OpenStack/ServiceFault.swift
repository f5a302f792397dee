public import BackendKit

/// A service's refusal: a status nobody asked for.
public struct ServiceFault: Error, Sendable, Equatable {
    public let status: Int
    /// `PUT /v2/images/4f1c…/file`
    public let call: String
    /// `glance`, `keystone`, `nova`.
    public let service: String
    /// The service's own sentence, without markup, at most 500 cells; not yet made safe for a terminal.
    public let reason: String
    /// `x-openstack-request-id`, by which the service's operator finds the call.
    public let requestID: String?

    public init(status: Int, call: String, service: String, reason: String, requestID: String?) {
        self.status = status
        self.call = call
        self.service = service
        self.reason = reason
        self.requestID = requestID
    }

    /// The class of outcome a status means when nobody knows better.
    public var code: ImageError.Code {
        switch status {
        case 400, 416: .usage
        case 401: .authentication
        case 403: .forbidden
        case 404: .notFound
        case 407, 408, 425, 429: .network
        case 409, 410, 413: .conflict
        case 415: .integrity
        case 300..<400: .protocol
        case 500...: .network
        default: .protocol
        }
    }

    /// What a status means when nobody knows better, in words that complete "… failed: ".
    public var meaning: String {
        switch status {
        case 300: "the address has a list of versions and no API; its endpoint is wrong"
        case 300..<400: "the address points elsewhere"
        case 400, 416: "the service does not take a value"
        case 401: "the service does not accept the login"
        case 403: "you may not do this"
        case 404: "there is no such thing"
        case 407: "a proxy in between does not accept its user and password"
        case 408, 425, 429: "the service is busy, or takes no more calls now"
        case 409: "the state of things forbids it"
        case 410: "it was deleted meanwhile"
        case 413: "a quota or limit is reached"
        case 415: "the data is not what it is said to be"
        case 417: "a proxy in between takes no data that asks for leave first (Expect: 100-continue)"
        case 500...: "the service failed"
        default: "the service gave an answer nobody expected"
        }
    }

    /// Whether nothing was done to something that is there: an unexpected kind of success, as proxies may make of it, says
    /// nothing of that.
    public var deniesAll: Bool { status >= 300 && status != 404 }

    /// The line with the service's answer: `glance: 409 on PUT /v2/images/4f1c…/file: reason (request req-7b1e…)`
    public var detail: String {
        let sentence = reason.isEmpty ? "" : ": \(reason)"
        return "\(service): \(status) on \(call)\(sentence)\(requestID.map { " (request \($0))" } ?? "")"
    }

    /// An error that knows better what the answer means, with the answer below it.
    public func explained(as error: ImageError) -> ImageError {
        var error = error
        error.details = [detail]
        return error
    }

    /// The error a user sees.
    /// - Parameters:
    ///   - code: when the caller knows better than ``code``.
    ///   - message: what was not done, and what is true now.
    public func error(_ code: ImageError.Code? = nil, _ message: String, hint: String? = nil) -> ImageError {
        ImageError(code ?? self.code, message, details: [detail], hint: hint)
    }
}

/// A call whose answer never came: the service may have acted or not.
public struct AnswerLost: Error, Sendable {
    /// `POST /v2/images`
    public let call: String
    /// What broke.
    public let cause: ImageError

    public init(call: String, cause: ImageError) {
        self.call = call
        self.cause = cause
    }
}
