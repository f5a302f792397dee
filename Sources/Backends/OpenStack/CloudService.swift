internal import BackendKit
internal import HTTPTransport

/// A service of a cloud, behind its login.
struct CloudService: ServiceClient {
    let connection: CloudConnection
    let kind: ServiceKind
    /// Choose the endpoint.
    let settings: CloudSettings

    private static let answerBytes = 32 << 20

    func place() async throws -> ServicePlace { try await place(tokenLife: 0) }

    func place(tokenLife: Int) async throws -> ServicePlace {
        place(try await connection.access(to: kind, by: settings, life: tokenLife))
    }

    func access(tokenLife: Int) async throws -> ServiceAccess {
        let access = try await connection.access(to: kind, by: settings, life: tokenLife)
        return ServiceAccess(
            place: place(access), cloud: settings.name, token: access.token.secret, caFile: settings.caFile,
            caDirectory: settings.caDirectory, verifiesTLS: settings.verifiesTLS)
    }

    private func place(_ access: CloudConnection.Access) -> ServicePlace {
        let token = access.token
        let left = token.left(at: connection.exchange.pace.now())
        return ServicePlace(
            endpoint: access.endpoint, region: access.region, projectID: token.projectID,
            projectName: token.projectName, userName: token.userName, roles: token.roles,
            tokenLife: left.map { Int(max(0, $0)) })
    }

    func status() async -> ServiceStatus { await connection.status(of: kind, by: settings) }

    func send(_ request: ServiceRequest) async throws -> ServiceResponse {
        let exchange = connection.exchange
        return try await perform(request, isRepeatable: true) { response in
            let bytes = try await response.bytes(limit: Self.answerBytes)
            if exchange.diagnostics.tracesExchanges {
                let trace = RequestTrace(exchange.redactor, options: [])
                exchange.diagnostics.report(.trace(trace.answerBody(bytes, response.headers)))
            }
            return ServiceResponse(
                status: response.status, headers: response.headers, bytes: bytes,
                requestID: response.headers.requestID)
        }
    }

    func withResponse<Value: Sendable>(
        to request: ServiceRequest, _ body: @Sendable (HTTPResponse) async throws -> Value
    ) async throws -> Value {
        try await perform(request, isRepeatable: false, body)
    }

    private func perform<Value: Sendable>(
        _ request: ServiceRequest, isRepeatable: Bool, _ body: @Sendable (HTTPResponse) async throws -> Value
    ) async throws -> Value {
        let rule = RepeatRule(request)
        var hasLoggedIn = false
        while true {
            let access = try await connection.access(to: kind, by: settings, life: request.tokenLife)
            let call = Exchange.Call(
                request: try http(request, access), accepts: request.accepts, rule: rule)
            let refusal: Exchange.Refusal
            switch try await connection.exchange.run(call, isRepeatable: isRepeatable, body) {
            case .value(let value): return value
            case .refusal(let answer): refusal = answer
            }
            let fault = ServiceFault(refusal, call, service: kind, redactor: connection.exchange.redactor)
            // 403 is an answer to who we are, not to the token: logging in again would change nothing.
            guard refusal.status == 401, access.token.secret != nil else { throw fault }
            guard !hasLoggedIn else {
                throw fault.error(
                    .authentication,
                    "the \(kind.rawValue) service does not accept a token the identity service just issued "
                        + "(clock or configuration of the service)")
            }
            try await connection.refused(access.token, detail: fault.detail)
            guard request.canBeSentAgain else {
                throw fault.error(
                    .authentication,
                    "the \(kind.rawValue) service did not accept the token, and imgsh cannot repeat a stream")
            }
            hasLoggedIn = true
        }
    }

    private func http(_ request: ServiceRequest, _ access: CloudConnection.Access) throws(ImageError) -> HTTPRequest {
        var url = access.endpoint
        for segment in request.path {
            // A proxy would take these for a step in the path.
            guard !segment.isEmpty, segment != ".", segment != ".." else {
                throw ImageError(.usage, "'\(segment)' cannot be part of an address")
            }
            url = url.appending(segment)
        }
        var headers = request.headers
        if headers["Accept"] == nil { headers.add("Accept", "application/json") }
        if case .bytes = request.body, headers["Content-Type"] == nil {
            headers.add("Content-Type", "application/json")
        }
        headers["X-Auth-Token"] = access.token.secret?.reveal()
        return HTTPRequest(
            request.method, request.query.isEmpty ? url : url.with(query: request.query), headers: headers,
            body: request.body, kind: request.kind)
    }
}
