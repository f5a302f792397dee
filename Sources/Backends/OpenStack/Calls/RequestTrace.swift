internal import BackendKit
internal import HTTPTransport
internal import JSONText

/// One exchange as lines: a `curl` command that does the same, then the answer. Secrets are struck out.
struct RequestTrace {
    private let redactor: Redactor
    /// What `curl` needs for this cloud's TLS.
    private let options: [String]
    private static let shownBytes = 64 << 10

    init(_ redactor: Redactor, options: [String]) {
        self.redactor = redactor
        self.options = options
    }

    func request(_ request: HTTPRequest) -> [String] {
        var words = ["curl", "-g", "-i"] + options
        switch request.method {
        case .get: break
        case .head: words.append("--head")
        default: words += ["-X", request.method.rawValue]
        }
        words.append(ShellWord.inQuotes(redactor.strike(ShownURL.text(request.url.description))))
        for field in request.headers.fields {
            words += ["-H", ShellWord.inQuotes("\(field.name): \(redactor.header(field.name, field.value))")]
        }
        switch request.body {
        case .none: break
        case .bytes(let bytes): words += ["--data-binary", ShellWord.inQuotes(body(bytes, request.headers))]
        case .stream(let stream):
            words += ["--data-binary", "@-", "# \(stream.length.map { "\($0) bytes" } ?? "a stream") of data"]
        }
        return [words.joined(separator: " ")]
    }

    func answer(_ status: Int, _ headers: HTTPHeaders, after time: Duration) -> [String] {
        let milliseconds = Int((time.inSeconds * 1000).rounded())
        return ["< HTTP \(status) after \(milliseconds) ms"]
            + headers.fields.map { "< \($0.name): \(redactor.header($0.name, $0.value))" }
    }

    func answerBody(_ bytes: [UInt8], _ headers: HTTPHeaders) -> [String] {
        bytes.isEmpty ? [] : body(bytes, headers).split(whereSeparator: \.isNewline).map { "< \($0)" }
    }

    func failure(_ error: ImageError, after time: Duration) -> [String] {
        ["< \(redactor.strike(error.message)) after \(Int((time.inSeconds * 1000).rounded())) ms"]
    }

    private func body(_ bytes: [UInt8], _ headers: HTTPHeaders) -> String {
        if let json = try? JSONReader.value(of: bytes) { return Self.cut(redactor.body(json)) }
        let type = headers["Content-Type"] ?? ""
        guard type.hasPrefix("text/") || type.contains("json") else { return "[\(bytes.count) bytes]" }
        let lines = redactor.strike(String(decoding: bytes, as: UTF8.self)).split(whereSeparator: \.isNewline)
        return Self.cut(lines.map { ShownURL.text(String($0)) }.joined(separator: "\n"))
    }

    private static func cut(_ text: String) -> String {
        text.utf8.count > shownBytes ? text.prefix(shownBytes) + "… [\(text.utf8.count) bytes in all]" : text
    }
}

extension CloudSettings {
    /// What `curl` must be told to reach this cloud.
    var curlOptions: [String] {
        var options: [String] = []
        if !verifiesTLS { options.append("-k") }
        for (option, path) in [
            ("--cacert", caFile), ("--capath", caDirectory), ("--cert", clientCertificate), ("--key", clientKey),
        ] {
            if let path { options += [option, ShellWord.inQuotes(path)] }
        }
        return options
    }
}
