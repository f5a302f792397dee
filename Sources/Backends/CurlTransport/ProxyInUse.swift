internal import BackendKit
internal import CCurl
internal import HTTPTransport

/// The proxy between this machine and the place of a transfer: what fails there is not the place's fault.
struct ProxyInUse {
    /// As it may be shown, without a password.
    let address: String
    /// What it answered to `CONNECT` instead of letting the connection through.
    let refusal: Int?
    /// Whether there may be places that are reached without it; only libcurl 8.7 and later tell which.
    private let hasExceptions: Bool

    /// - Returns: `nil` when none was given for such places.
    init?(_ transfer: Transfer) {
        let options = transfer.options
        let isSecure = transfer.request.url.origin.isSecure
        guard let text = isSecure ? options.httpsProxy : options.httpProxy, !text.isEmpty else { return nil }
        // libcurl takes an address without a scheme for `http`.
        address = ShownURL.text(text.contains("://") ? text : "http://" + text)
        hasExceptions = options.noProxy?.isEmpty == false
        var status = 0
        if let easy = transfer.easy { _ = ccurl_get_long(easy, CURLINFO_HTTP_CONNECTCODE, &status) }
        refusal = status >= 300 ? status : nil
    }

    /// A place that was not reached, and through what: completes "cannot reach …".
    func way(to place: String) -> String {
        hasExceptions ? "\(place), or the proxy \(address)" : "\(place) through the proxy \(address)"
    }
}
