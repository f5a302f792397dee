internal import BackendKit
internal import HTTPTransport
internal import JSONText

/// The identity service, API v3.
struct Keystone: Sendable {
    let settings: CloudSettings
    let exchange: Exchange

    private static let loginBytes = 4 << 20
    /// For a login in all, with every try, unless a single call may take longer; a person's answer to a question does
    /// not count.
    var loginLimit: Duration { max(.seconds(30), .seconds(settings.callLimit ?? 0)) }
    private static let accept: HTTPHeaders = ["Accept": "application/json"]

    /// The root of API v3: the address itself when it ends in `/v3`, else what the versions there say, else `/v3` below
    /// it. Scheme, host and port stay those of the configuration, whatever links say: behind a proxy they name inner
    /// hosts, and a link is no reason to send a password elsewhere.
    /// - Parameter deadline: by ``Pace/now``.
    func root(of authURL: HTTPURL, until deadline: Duration) async throws -> HTTPURL {
        var root = HTTPURL(origin: authURL.origin, path: authURL.path.trimmedSlashes)
        if root.path.hasSuffix("/v3") { return root }
        if root.path.hasSuffix("/v2.0") {
            root.path.removeLast("/v2.0".count)
            return root.appending("v3")
        }
        var address = root
        if address.path.isEmpty { address.path = "/" }
        guard let json = try await versions(at: address, until: deadline) else { return root.appending("v3") }
        if json["version"]?["id"]?.string?.hasPrefix("v3") == true { return root }
        let versions = json["versions"]?["values"]?.array ?? json["versions"]?.array ?? []
        let version = versions.first { $0["id"]?.string?.hasPrefix("v3") == true }
        let link = version?["links"]?.array?.first?["href"]?.string.flatMap { try? HTTPURL($0) }
        if let path = link?.path.trimmedSlashes, path.hasPrefix(root.path + "/"), path.hasSuffix("/v3") {
            root.path = path
            return root
        }
        return root.appending("v3")
    }

    /// The list of versions at an address.
    /// - Returns: `nil` when it answers with none, which a redirect to another origin is as well: the host that it names
    ///   is not trusted.
    /// - Throws: ``ImageError`` when nobody answers; with code `.protocol` when the answer is to use TLS instead: a login
    ///   that went on without it would send its secret in the clear.
    private func versions(at address: HTTPURL, until deadline: Duration, hops: Int = 5) async throws -> JSON? {
        let call = Exchange.Call(
            request: HTTPRequest(.get, address, headers: Self.accept), accepts: [200, 300, 301, 302, 303, 307, 308],
            rule: RepeatRule(whenUntouched: true, whenUnknown: .max, afterServerError: 2), deadline: deadline)
        let outcome = try await exchange.run(call, isRepeatable: true) { try await Answer($0, limit: Self.loginBytes) }
        guard case .value(let answer) = outcome else { return nil }
        if [200, 300].contains(answer.status) { return try? JSONReader.value(of: answer.bytes) }
        guard let location = answer.headers["Location"], let target = Redirects.join(location, to: address) else {
            return nil
        }
        if target.origin == address.origin {
            return hops > 0 ? try await versions(at: target, until: deadline, hops: hops - 1) : nil
        }
        if target.origin.host == address.origin.host, target.origin.isSecure, !address.origin.isSecure {
            throw ImageError(
                .protocol,
                "cloud '\(settings.name)': the identity service at \(address.origin) redirects to \(target.origin); "
                    + "no secret was sent", hint: "use https in the cloud's auth_url")
        }
        return nil
    }

    /// Logs in.
    /// - Parameters:
    ///   - deadline: by ``Pace/now``.
    ///   - password: when it is not in the settings.
    /// - Throws: ``ImageError``.
    func login(at root: HTTPURL, until deadline: Duration, password: Secret? = nil) async throws -> Token {
        guard let body = LoginRequest.body(settings.login, password: password, scope: settings.scope) else {
            throw noPassword
        }
        let request = HTTPRequest(
            .post, root.appending("auth", "tokens"),
            headers: ["Accept": "application/json", "Content-Type": "application/json"], body: .bytes(body.bytes))
        let call = Exchange.Call(request: request, accepts: [200, 201], rule: .login, deadline: deadline)
        let sent = exchange.pace.now()
        let outcome: Exchange.Outcome<Answer>
        do {
            outcome = try await exchange.run(call, isRepeatable: true) { try await Answer($0, limit: Self.loginBytes) }
        } catch let lost as AnswerLost {
            throw lost.cause
        }
        switch outcome {
        case .refusal(let refusal): throw self.refusal(refusal, call)
        case .value(let answer):
            guard let text = answer.headers["X-Subject-Token"], !text.isEmpty,
                let json = try? JSONReader.value(of: answer.bytes), json["token"]?.object != nil
            else { throw notKeystone(call.request.url, answer.status, answer.headers) }
            let secret = Secret(text)
            exchange.redactor.add(secret)
            if exchange.diagnostics.tracesExchanges {
                let trace = RequestTrace(exchange.redactor, options: [])
                exchange.diagnostics.report(.trace(trace.answerBody(answer.bytes, answer.headers)))
            }
            var token = Token(secret, json, answer.headers, sent: sent)
            if case .token = settings.login { token.canBeRenewed = false }
            return token
        }
    }
}

extension Keystone {
    /// A whole answer.
    struct Answer: Sendable {
        let status: Int
        let headers: HTTPHeaders
        let bytes: [UInt8]

        init(_ response: HTTPResponse, limit: Int) async throws {
            status = response.status
            headers = response.headers
            bytes = try await response.bytes(limit: limit)
        }
    }
}

extension String {
    /// Without `/` at the end.
    var trimmedSlashes: String {
        var text = self[...]
        while text.hasSuffix("/") { text.removeLast() }
        return String(text)
    }
}
