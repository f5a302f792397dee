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

    init(_ code: CURLcode, text: String, easy: UnsafeMutableRawPointer?, request: HTTPRequest, received: Int64) {
        let host = request.url.origin.description
        let reason = text.isEmpty ? String(cString: ccurl_easy_strerror(code)) : text
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST:
            self.init(.network, "cannot reach \(host): no address is known for this name", acted: false)
        case CURLE_COULDNT_RESOLVE_PROXY:
            self.init(.network, "cannot reach \(host): no address is known for the proxy", acted: false)
        case CURLE_COULDNT_CONNECT:
            self.init(.network, "cannot reach \(host): \(Self.systemReason(easy) ?? reason)", acted: false)
        case CURLE_OPERATION_TIMEDOUT:
            self.init(.network, "\(host) did not answer in time: \(Self.lowerFirst(reason))", acted: true)
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR:
            self.init(
                .network, "the certificate of \(host) is not trusted: \(Self.lowerFirst(reason))", acted: false,
                hint: "--os-cacert FILE, or 'cacert: FILE' in clouds.yaml")
            isFinal = true
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE,
            CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED, CURLE_SSL_CRL_BADFILE, CURLE_SSL_INVALIDCERTSTATUS,
            CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_CLIENTCERT:
            self.init(.network, "no TLS with \(host): \(Self.lowerFirst(reason))", acted: false)
            isFinal = true
        case CURLE_OK:
            self.init(.network, "\(host) closed the connection in the middle of its answer", acted: true)
        case CURLE_GOT_NOTHING:
            self.init(.network, "\(host) closed the connection without an answer", acted: true)
        case CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_SEND_FAIL_REWIND, CURLE_HTTP2,
            CURLE_HTTP2_STREAM:
            let sofar = received > 0 ? " after \(received) bytes of the answer" : ""
            self.init(.network, "the connection to \(host) broke\(sofar): \(Self.lowerFirst(reason))", acted: true)
        case CURLE_OUT_OF_MEMORY:
            self.init(.local, "out of memory", acted: true)
        default:
            self.init(.protocol, "\(host) did not answer as HTTP servers do: \(Self.lowerFirst(reason))", acted: true)
        }
    }

    private init(_ code: ImageError.Code, _ message: String, acted: Bool, hint: String? = nil) {
        error = ImageError(code, message, hint: hint)
        mayHaveActed = acted
    }

    /// The system's reason, such as "connection refused".
    private static func systemReason(_ easy: UnsafeMutableRawPointer?) -> String? {
        guard let easy else { return nil }
        var number = 0
        guard ccurl_get_long(easy, CURLINFO_OS_ERRNO, &number) == CURLE_OK, number != 0 else { return nil }
        return lowerFirst(String(cString: strerror(Int32(truncatingIfNeeded: number))))
    }

    private static func lowerFirst(_ text: String) -> String {
        guard text.prefix(2).contains(where: { $0.isLowercase }) else { return text }
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}
