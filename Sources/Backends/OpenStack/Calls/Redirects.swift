internal import BackendKit
internal import HTTPTransport

/// Redirects of one call. Followed by hand, because a token must not reach another origin: `GET` and `HEAD` only, to the
/// same origin only, a few times, never in a circle.
struct Redirects {
    private let request: HTTPRequest
    private var current: HTTPURL
    private var visited: Set<HTTPURL>
    private static let most = 5

    init(from request: HTTPRequest) {
        self.request = request
        current = request.url
        visited = [request.url]
    }

    /// Where to go on.
    /// - Returns: `nil` when the answer is no redirect.
    /// - Throws: ``ImageError`` with code `.protocol` for one that is not followed.
    mutating func target(of refusal: Exchange.Refusal, name: String) throws(ImageError) -> HTTPURL? {
        guard [301, 302, 303, 307, 308].contains(refusal.status) else { return nil }
        let answer = "\(refusal.status) on \(name)"
        guard let location = refusal.headers["Location"], let target = Self.join(location, to: current) else {
            throw ImageError(.protocol, "the service redirects, but does not say where to", details: [answer])
        }
        let isUpgrade =
            target.origin.host == current.origin.host && target.origin.isSecure && !current.origin.isSecure
        let hint = isUpgrade ? "use https in the cloud's auth_url and endpoints" : nil
        guard request.method == .get || request.method == .head else {
            throw ImageError(
                .protocol,
                "the service redirects to \(target.origin); not followed, a call that changes something is not passed on",
                details: [answer], hint: hint)
        }
        guard target.origin == current.origin else {
            throw ImageError(
                .protocol,
                "the service redirects to \(target.origin); not followed, because your token would go there",
                details: [answer], hint: hint)
        }
        guard visited.count <= Self.most, visited.insert(target).inserted else {
            throw ImageError(.protocol, "the service redirects in a circle", details: [answer])
        }
        current = target
        return target
    }

    /// RFC 3986 §5.2, as far as services use it.
    static func join(_ location: String, to base: HTTPURL) -> HTTPURL? {
        // A colon behind a slash or a question mark ends no scheme: a query may hold a whole address.
        let start = location.prefix { !":/?#".contains($0) }
        if location[start.endIndex...].hasPrefix(":") { return try? HTTPURL(location) }
        if location.hasPrefix("//") { return try? HTTPURL("\(base.origin.scheme):\(location)") }
        if location.hasPrefix("?") { return try? HTTPURL("\(base.origin)\(base.path)\(location)") }
        let directory = base.path.lastIndex(of: "/").map { base.path[...$0] } ?? "/"
        let path = location.hasPrefix("/") ? location : directory + location
        return try? HTTPURL("\(base.origin)\(path)")
    }
}
