internal import BackendKit
internal import CCurl
internal import Glibc
internal import HTTPTransport

/// Every option of a transfer, set one by one: the library's defaults differ from version to version, and several of
/// them are not ours (unlimited redirects, any protocol, credentials from `.netrc`).
enum EasyHandle {
    /// A file the options name and that cannot be read; never a reason to go on without it.
    static func missingFile(_ options: TransportOptions) -> ImageError? {
        for (path, what) in [
            (options.caFile, "the CA bundle"), (options.caDirectory, "the directory of CA certificates"),
            (options.clientCertificate, "the client certificate"), (options.clientKey, "the client key"),
        ] {
            guard let path, access(path, R_OK) != 0 else { continue }
            return ImageError(.usage, "\(what) '\(path)' cannot be read", hint: "!ls -l '\(path)'")
        }
        return nil
    }

    /// - Returns: the list of header fields, which must live as long as the handle.
    /// - Throws: ``ImageError`` with code `.local` when this libcurl lacks an option that safety depends on.
    static func set(
        _ easy: UnsafeMutableRawPointer, for transfer: Transfer, errorText: UnsafeMutablePointer<CChar>
    ) throws(ImageError) -> UnsafeMutablePointer<curl_slist>? {
        setSafety(easy)
        setConnection(easy, transfer.options, transfer.request)
        try setTLS(easy, transfer.options)
        try setProxy(easy, transfer.options, transfer.request.url.origin)
        setBody(easy, transfer.request)
        setCallbacks(easy, transfer)
        _ = ccurl_set_pointer(easy, CURLOPT_ERRORBUFFER, errorText)
        _ = ccurl_set_string(easy, CURLOPT_URL, transfer.request.url.description)
        let list = headers(transfer.request)
        _ = ccurl_set_list(easy, CURLOPT_HTTPHEADER, list)
        return list
    }

    private static func setSafety(_ easy: UnsafeMutableRawPointer) {
        if ccurl_set_string(easy, CURLOPT_PROTOCOLS_STR, "https,http") != CURLE_OK {
            // Before 7.85 there were only bits for this.
            _ = ccurl_set_long(easy, CURLoption(rawValue: 181), 3)
            _ = ccurl_set_long(easy, CURLoption(rawValue: 182), 3)
        } else {
            _ = ccurl_set_string(easy, CURLOPT_REDIR_PROTOCOLS_STR, "https,http")
        }
        // libcurl would send a token of ours on to whatever host a redirect names.
        _ = ccurl_set_long(easy, CURLOPT_FOLLOWLOCATION, 0)
        _ = ccurl_set_long(easy, CURLOPT_MAXREDIRS, 0)
        _ = ccurl_set_long(easy, CURLOPT_UNRESTRICTED_AUTH, 0)
        _ = ccurl_set_long(easy, CURLOPT_NETRC, 0)
        _ = ccurl_set_long(easy, CURLOPT_HTTP09_ALLOWED, 0)
        _ = ccurl_set_long(easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
        _ = ccurl_set_long(easy, CURLOPT_PATH_AS_IS, 1)
        _ = ccurl_set_long(easy, CURLOPT_NOSIGNAL, 1)
        _ = ccurl_set_long(easy, CURLOPT_VERBOSE, 0)
    }

    private static func setConnection(
        _ easy: UnsafeMutableRawPointer, _ options: TransportOptions, _ request: HTTPRequest
    ) {
        func milliseconds(_ duration: Duration) -> Int { Int(duration / .milliseconds(1)) }
        // 2 is HTTP/1.1.
        _ = ccurl_set_long(easy, CURLOPT_HTTP_VERSION, 2)
        _ = ccurl_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, milliseconds(options.connectLimit))
        let limit = options.limit(for: request)
        // Zero is no limit, and not a very short one.
        _ = ccurl_set_long(easy, CURLOPT_TIMEOUT_MS, limit == .zero ? 0 : max(1, milliseconds(limit)))
        _ = ccurl_set_long(easy, CURLOPT_EXPECT_100_TIMEOUT_MS, 5000)
        _ = ccurl_set_long(easy, CURLOPT_MAXLIFETIME_CONN, 600)
        _ = ccurl_set_long(easy, CURLOPT_TCP_KEEPALIVE, 1)
        _ = ccurl_set_long(easy, CURLOPT_TCP_KEEPIDLE, 60)
        _ = ccurl_set_long(easy, CURLOPT_TCP_NODELAY, 1)
        // What is read at once is unpacked at once, whoever has room for it: a byte of gzip can become a thousand.
        _ = ccurl_set_long(easy, CURLOPT_BUFFERSIZE, request.kind == .data ? 512 << 10 : 16 << 10)
        _ = ccurl_set_long(easy, CURLOPT_UPLOAD_BUFFERSIZE, 512 << 10)
        _ = ccurl_set_string(easy, CURLOPT_USERAGENT, options.userAgent)
        // Image data must arrive as it is stored.
        _ = ccurl_set_string(easy, CURLOPT_ACCEPT_ENCODING, request.kind == .data ? nil : "gzip")
    }

    private static func setTLS(_ easy: UnsafeMutableRawPointer, _ options: TransportOptions) throws(ImageError) {
        var results = [
            ccurl_set_long(easy, CURLOPT_SSL_VERIFYPEER, options.verifiesTLS ? 1 : 0),
            ccurl_set_long(easy, CURLOPT_SSL_VERIFYHOST, options.verifiesTLS ? 2 : 0),
            // 6 is TLS 1.2, the least.
            ccurl_set_long(easy, CURLOPT_SSLVERSION, 6),
        ]
        if let file = options.caFile { results.append(ccurl_set_string(easy, CURLOPT_CAINFO, file)) }
        if let path = options.caDirectory { results.append(ccurl_set_string(easy, CURLOPT_CAPATH, path)) }
        if let file = options.clientCertificate { results.append(ccurl_set_string(easy, CURLOPT_SSLCERT, file)) }
        if let file = options.clientKey { results.append(ccurl_set_string(easy, CURLOPT_SSLKEY, file)) }
        // A passphrase, though none: without one OpenSSL asks for it on the terminal.
        results.append(ccurl_set_string(easy, CURLOPT_KEYPASSWD, ""))
        try check(results, "certificates")
    }

    private static func setProxy(
        _ easy: UnsafeMutableRawPointer, _ options: TransportOptions, _ origin: HTTPURL.Origin
    ) throws(ImageError) {
        // An empty text keeps libcurl from looking at the environment by itself.
        var results = [
            ccurl_set_string(easy, CURLOPT_PROXY, (origin.isSecure ? options.httpsProxy : options.httpProxy) ?? ""),
            ccurl_set_string(easy, CURLOPT_NOPROXY, options.noProxy ?? ""),
            ccurl_set_long(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1),
        ]
        // A proxy's own certificate is checked whatever was said of the cloud's.
        _ = ccurl_set_long(easy, CURLOPT_PROXY_SSL_VERIFYPEER, 1)
        _ = ccurl_set_long(easy, CURLOPT_PROXY_SSL_VERIFYHOST, 2)
        if let file = options.caFile { results.append(ccurl_set_string(easy, CURLOPT_PROXY_CAINFO, file)) }
        if let path = options.caDirectory { results.append(ccurl_set_string(easy, CURLOPT_PROXY_CAPATH, path)) }
        try check(results, "proxies")
    }

    /// Going on without one of these would be less safe than the user thinks.
    private static func check(_ results: [CURLcode], _ what: String) throws(ImageError) {
        guard results.allSatisfy({ $0 == CURLE_OK }) else {
            throw ImageError(.local, "the installed libcurl cannot handle \(what) as it was told to")
        }
    }

    private static func setBody(_ easy: UnsafeMutableRawPointer, _ request: HTTPRequest) {
        switch request.body {
        case .none:
            _ = ccurl_set_long(easy, request.method == .head ? CURLOPT_NOBODY : CURLOPT_HTTPGET, 1)
        case .bytes(let bytes):
            _ = ccurl_set_long(easy, CURLOPT_POST, 1)
            _ = ccurl_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bytes.count))
            bytes.withUnsafeBytes { buffer in
                let start = buffer.baseAddress.map { UnsafeMutableRawPointer(mutating: $0) }
                // The bytes are copied, so they need not outlive this call.
                if bytes.isEmpty {
                    _ = ccurl_set_string(easy, CURLOPT_COPYPOSTFIELDS, "")
                } else {
                    _ = ccurl_set_pointer(easy, CURLOPT_COPYPOSTFIELDS, start)
                }
            }
        case .stream(let stream):
            _ = ccurl_set_long(easy, CURLOPT_UPLOAD, 1)
            _ = ccurl_set_offset(easy, CURLOPT_INFILESIZE_LARGE, curl_off_t(stream.length ?? -1))
        }
        _ = ccurl_set_string(easy, CURLOPT_CUSTOMREQUEST, request.method.rawValue)
    }

    private static func setCallbacks(_ easy: UnsafeMutableRawPointer, _ transfer: Transfer) {
        // Not retained: the engine holds the transfer as long as the handle lives.
        let context = Unmanaged.passUnretained(transfer).toOpaque()
        _ = ccurl_set_data_callback(easy, CURLOPT_WRITEFUNCTION, Callbacks.write)
        _ = ccurl_set_pointer(easy, CURLOPT_WRITEDATA, context)
        _ = ccurl_set_data_callback(easy, CURLOPT_HEADERFUNCTION, Callbacks.header)
        _ = ccurl_set_pointer(easy, CURLOPT_HEADERDATA, context)
        _ = ccurl_set_progress_callback(easy, Callbacks.progress)
        _ = ccurl_set_pointer(easy, CURLOPT_XFERINFODATA, context)
        _ = ccurl_set_long(easy, CURLOPT_NOPROGRESS, 0)
        transfer.seesStart = ccurl_set_start_callback(easy, Callbacks.start) == CURLE_OK
        _ = ccurl_set_pointer(easy, CURLOPT_PREREQDATA, context)
        guard case .stream = transfer.request.body else { return }
        _ = ccurl_set_data_callback(easy, CURLOPT_READFUNCTION, Callbacks.read)
        _ = ccurl_set_pointer(easy, CURLOPT_READDATA, context)
        _ = ccurl_set_seek_callback(easy, Callbacks.seek)
        _ = ccurl_set_pointer(easy, CURLOPT_SEEKDATA, context)
    }

    private static func headers(_ request: HTTPRequest) -> UnsafeMutablePointer<curl_slist>? {
        var lines = request.headers.fields.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
        if case .stream = request.body, request.asksFirst {
            lines.append("Expect: 100-continue")
        } else {
            lines.append("Expect:")
        }
        // Without a type of ours libcurl would say that a body is a form.
        if request.headers["Content-Type"] == nil { lines.append("Content-Type:") }
        var list: UnsafeMutablePointer<curl_slist>?
        for line in lines { list = ccurl_slist_append(list, line) ?? list }
        return list
    }
}
