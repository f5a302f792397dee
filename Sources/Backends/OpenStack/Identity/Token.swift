internal import BackendKit
internal import HTTPTransport
internal import JSONText

/// A login that worked.
struct Token: Sendable {
    /// `nil` for clouds that ask for none.
    let secret: Secret?
    /// When it ends, by ``Pace/now``; `nil` when nobody knows.
    var end: Duration?
    /// How long it lives in all, in seconds.
    var life: Double?
    var catalogue = ServiceCatalog(nil)
    var projectID: String?
    var projectName: String?
    var projectDomainID: String?
    var projectDomainName: String?
    var userName: String?
    var roles: [String] = []
    /// Whether a new login gives a new one.
    var canBeRenewed = true

    /// Seconds left.
    func left(at now: Duration) -> Double? { end.map { ($0 - now).inSeconds } }

    /// Whether it lives so many seconds more, or as long as its kind can be expected to: a token that lives 5 s in all
    /// is not thrown away because less than 120 s are left.
    func lasts(_ seconds: Int, at now: Duration) -> Bool {
        guard let left = left(at: now), let life else { return true }
        let wanted = Double(seconds)
        // A long wish is for a transfer, where a token that is nearly new is worth another login.
        let needed = wanted < life ? wanted : life * (seconds > 120 ? 0.9 : 0.5)
        return left >= needed
    }
}

extension Token {
    /// Reads the answer to a login.
    /// - Parameters:
    ///   - sent: when the request went out, by ``Pace/now``; the life is counted from there.
    ///   - secret: from the header.
    init(_ secret: Secret, _ json: JSON, _ headers: HTTPHeaders, sent: Duration) {
        self.secret = secret
        let token = json["token"]
        // The service's clock, and never the local one, says how long the token lives.
        let issued =
            token?["issued_at"]?.string.flatMap { Timestamp(text: $0).secondsSince1970 }
            ?? headers["Date"].flatMap(HTTPDate.seconds)
        if let issued, let ends = token?["expires_at"]?.string.flatMap({ Timestamp(text: $0).secondsSince1970 }) {
            let (seconds, overflow) = ends.subtractingReportingOverflow(issued)
            if !overflow, (0...315_360_000).contains(seconds) {
                life = Double(seconds)
                end = sent + .seconds(seconds)
            }
        }
        catalogue = ServiceCatalog(token?["catalog"])
        projectID = token?["project"]?["id"]?.string
        projectName = token?["project"]?["name"]?.string
        projectDomainID = token?["project"]?["domain"]?["id"]?.string
        projectDomainName = token?["project"]?["domain"]?["name"]?.string
        userName = token?["user"]?["name"]?.string
        roles = (token?["roles"]?.array ?? []).compactMap { $0["name"]?.string }
    }
}
