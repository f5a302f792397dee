internal import BackendKit
internal import CCurl
internal import Glibc
internal import HTTPTransport

/// libcurl's reason for an end without an answer, in the user's words.
struct CurlFailure {
    let error: ImageError
    /// Whether the server may have acted, if any byte of the request was sent.
    let mayHaveActed: Bool
    /// A certificate that is not trusted now is not trusted the next time either.
    var isFinal = false

    init(_ code: CURLcode, text: String, of transfer: Transfer) {
        let host = transfer.request.url.origin.description
        let (easy, received) = (transfer.easy, transfer.head.received)
        let reason = text.isEmpty ? String(cString: ccurl_easy_strerror(code)) : text
        // A libcurl with GnuTLS says of a key only that there is no TLS.
        let isAboutKey = code == CURLE_SSL_CERTPROBLEM || code == CURLE_SSL_CONNECT_ERROR
        if isAboutKey, let error = EncryptedKey.error(transfer.options, host: host) {
            self.init(error.code, error.message, acted: false, hint: error.hint)
            isFinal = true
            return
        }
        let proxy = ProxyInUse(transfer)
        if let proxy, let status = proxy.refusal, !transfer.wasSent {
            self.init(
                .network, "cannot reach \(host): the proxy \(proxy.address) answered \(status)", acted: false,
                hint: status == 407 ? "export https_proxy=http://USER:PASSWORD@HOST:PORT" : nil)
            // What it does not allow now it does not allow the next time either; a place it cannot reach may come back.
            isFinal = status < 500
            return
        }
        if let proxy, transfer.request.url.origin.isSecure, !transfer.wasSent, Self.brokenWhileConnecting.contains(code)
        {
            // Before TLS only the proxy had a say.
            let way = proxy.way(to: host)
            self.init(.network, "cannot reach \(way): \(Self.lowerFirst(reason))", acted: false)
            return
        }
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST:
            self.init(.network, "cannot reach \(host): no address is known for this name", acted: false)
        case CURLE_COULDNT_RESOLVE_PROXY:
            let way = proxy?.way(to: host) ?? host
            self.init(.network, "cannot reach \(way): no address is known for the proxy", acted: false)
        case CURLE_COULDNT_CONNECT:
            let way = proxy?.way(to: host) ?? host
            self.init(.network, "cannot reach \(way): \(Self.systemReason(easy) ?? reason)", acted: false)
        case CURLE_PROXY:
            // A SOCKS proxy answers for the place that it was to reach, in a form of its own.
            let way = proxy?.way(to: host) ?? host
            self.init(.network, "cannot reach \(way): \(Self.lowerFirst(reason))", acted: false)
        case CURLE_OPERATION_TIMEDOUT:
            self.init(.network, Self.timeout(transfer, host), acted: true)
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR:
            self.init(
                .network, "the certificate of \(host) is not trusted: \(Self.lowerFirst(reason))", acted: false,
                hint: "--os-cacert FILE, or 'cacert: FILE' in clouds.yaml")
            isFinal = true
        case CURLE_SSL_CERTPROBLEM, CURLE_SSL_CACERT_BADFILE:
            let what = "a file of certificates or keys cannot be used"
            self.init(.usage, "no TLS with \(host), \(what): \(Self.lowerFirst(reason))", acted: false)
            isFinal = true
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED,
            CURLE_SSL_CRL_BADFILE, CURLE_SSL_INVALIDCERTSTATUS,
            CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_CLIENTCERT:
            let isPlain = proxy == nil && Self.answersWithoutTLS(reason)
            self.init(
                .network, "no TLS with \(host): \(isPlain ? "it answers without" : Self.lowerFirst(reason))",
                acted: false,
                hint: isPlain ? "http:// in the address, if the service is meant to have no TLS" : nil)
            isFinal = !Self.brokeOff(reason)
        case CURLE_OK:
            self.init(.network, "\(host) closed the connection in the middle of its answer", acted: true)
        case CURLE_GOT_NOTHING:
            self.init(.network, "\(host) closed the connection without an answer", acted: true)
        case CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_SEND_FAIL_REWIND, CURLE_HTTP2,
            CURLE_HTTP2_STREAM:
            let sofar = received > 0 ? " after \(received) bytes of the answer" : ""
            self.init(.network, "the connection to \(host) broke\(sofar): \(Self.lowerFirst(reason))", acted: true)
        case CURLE_URL_MALFORMAT where !transfer.wasSent, CURLE_UNSUPPORTED_PROTOCOL where !transfer.wasSent:
            self.init(.usage, "cannot ask \(host): the address is malformed", acted: false)
            isFinal = true
        case CURLE_OUT_OF_MEMORY where transfer.wasSent && !transfer.head.isComplete:
            // What libcurl before 8.7 says of a line that is too long for it.
            self.init(.protocol, "\(host) sent a line of more than 100 KiB in the head of its answer", acted: true)
        case CURLE_OUT_OF_MEMORY where transfer.head.headers["Content-Encoding"] != nil:
            // What libcurl says when there is no room for 64 MiB of what came out of a few bytes: an answer may be packed
            // twice.
            let what = "the packed answer of \(host) is longer than 64 MiB when it is unpacked"
            self.init(.protocol, kind: .longAnswer, what, acted: true)
        case CURLE_OUT_OF_MEMORY:
            self.init(.local, "out of memory", acted: true)
        default:
            self.init(.protocol, "\(host) did not answer as HTTP servers do: \(Self.lowerFirst(reason))", acted: true)
        }
    }

    /// What libcurl says when a connection ends that is not agreed on yet.
    private static let brokenWhileConnecting: [CURLcode] = [CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_GOT_NOTHING]

    /// Whether a connection broke while TLS was agreed on, which may go well the next time. libcurl has one code for that
    /// and for a server that does not want the TLS of ours, and tells them apart by its text alone.
    private static func brokeOff(_ reason: String) -> Bool {
        // libcurl's words for a socket that fails, and for an OpenSSL without a reason of its own (`ossl_connect_step2`);
        // those of OpenSSL for an end, and of GnuTLS.
        let words = [
            "Recv failure", "Send failure", " SSL_connect: ", "unexpected eof", "the pull function",
            "the push function",
            "non-properly terminated",
        ]
        return words.contains { reason.contains($0) }
    }

    /// Whether the other side did not speak TLS: the words of OpenSSL, and of GnuTLS.
    private static func answersWithoutTLS(_ reason: String) -> Bool {
        reason.contains("wrong version number") || reason.contains("unexpected TLS packet")
    }

    private init(
        _ code: ImageError.Code, kind: ImageError.Kind? = nil, _ message: String, acted: Bool, hint: String? = nil
    ) {
        error = ImageError(code, kind: kind, message, hint: hint)
        mayHaveActed = acted
    }

    private static func timeout(_ transfer: Transfer, _ host: String) -> String {
        let (options, whole) = (transfer.options, transfer.options.limit(for: transfer.request))
        if transfer.wasSent {
            let what = transfer.head.isComplete ? "finish its answer" : "answer"
            return "\(host) did not \(what) within \(whole.shown)"
        }
        let limit = whole == .zero ? options.connectLimit : min(options.connectLimit, whole)
        return "cannot reach \(host): no connection within \(limit.shown)"
    }

    /// The system's reason, such as "connection refused".
    private static func systemReason(_ easy: UnsafeMutableRawPointer?) -> String? {
        guard let easy else { return nil }
        var number = 0
        guard ccurl_get_long(easy, CURLINFO_OS_ERRNO, &number) == CURLE_OK, number != 0 else { return nil }
        return SystemReason.text(of: Int32(truncatingIfNeeded: number))
    }

    private static func lowerFirst(_ text: String) -> String {
        guard text.prefix(2).contains(where: { $0.isLowercase }) else { return text }
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}
