public import BackendKit
public import HTTPTransport

/// One cloud, logged in to on first use. All its services, in all its regions, share the login, and tasks that find it
/// refused at the same time share the next one.
public actor CloudConnection {
    /// Who logs in, where and how; which endpoints are used is also each service's own affair.
    public nonisolated let settings: CloudSettings
    nonisolated let exchange: Exchange
    private nonisolated let keystone: Keystone
    private let questions: BackendQuestions
    private let cache: TokenCache?
    private let logins = SharedWork<Token>()
    private(set) var token: Token?
    /// Where the services were found, from the first call to each.
    private(set) var found: [EndpointChoice: (endpoint: HTTPURL, region: String?)] = [:]
    private var root: HTTPURL?
    /// A password that was asked for, and taken by the service the last time.
    private var typedPassword: Secret?
    /// The last token that a service did not accept. It may be in the cache still, where it could not be removed.
    private var refusedSecret: Secret?
    /// Why the last login was refused, until one works.
    private var refusal: ImageError?
    private var warnedOfRegions: Set<ServiceKind> = []

    /// - Parameters:
    ///   - transport: made with the settings' ``CloudSettings/transportOptions(userAgent:)``.
    ///   - tokenCache: where tokens are kept between runs when the settings allow it.
    ///   - questions: asks for a password that is missing.
    public init(
        _ settings: CloudSettings, transport: any Transport, diagnostics: BackendDiagnostics,
        retry: RetryPolicy = .standard, pace: Pace = .live, tokenCache: TokenCache? = nil,
        questions: BackendQuestions = .none
    ) {
        self.settings = settings
        let redactor = Redactor()
        for secret in settings.login.secrets { redactor.add(secret) }
        exchange = Exchange(
            transport: transport, diagnostics: diagnostics, pace: pace, policy: retry, redactor: redactor,
            curlOptions: settings.curlOptions)
        keystone = Keystone(settings: settings, exchange: exchange)
        cache = settings.cachesToken ? tokenCache : nil
        self.questions = questions
    }

    /// As the environment has it: tries, token cache and questions.
    public init(_ settings: CloudSettings, transport: any Transport, environment: BackendEnvironment) {
        self.init(
            settings, transport: transport, diagnostics: environment.diagnostics, retry: RetryPolicy(environment),
            tokenCache: TokenCache(environment), questions: environment.questions)
    }

    /// A client for one of the cloud's services.
    /// - Parameter other: settings with the same login that choose another endpoint, such as one of another region.
    public nonisolated func service(_ kind: ServiceKind, by other: CloudSettings? = nil) -> any ServiceClient {
        CloudService(connection: self, kind: kind, settings: other ?? settings)
    }

    /// Closes the connections. No call may follow.
    public func close() async { await exchange.transport.close() }

    // MARK: For the services

    /// Where a call goes and the token it carries.
    struct Access: Sendable {
        /// The service's versioned root.
        let endpoint: HTTPURL
        let region: String?
        let token: Token
    }

    /// - Parameters:
    ///   - settings: choose the endpoint.
    ///   - life: seconds the token must live.
    func access(to kind: ServiceKind, by settings: CloudSettings, life: Int) async throws -> Access {
        let token = try await validToken(life: life)
        let place = try await place(of: kind, by: settings, token)
        found[settings.choice(of: kind)] = place
        return Access(endpoint: place.endpoint, region: place.region, token: token)
    }

    /// A service did not accept the token. The next call logs in anew, unless that happened already.
    /// - Throws: ``ImageError`` with code `.authentication` when there is no other token to be had.
    func refused(_ refused: Token, detail: String) async throws {
        guard refused.canBeRenewed else {
            throw ImageError(
                .authentication, "cloud '\(settings.name)': the token was given, is not accepted and cannot be renewed",
                details: [detail], hint: settings.login.hint)
        }
        guard token?.secret == refused.secret else { return }
        refusedSecret = refused.secret
        token = nil
        await cache?.remove(settings)
    }

    func validToken(life: Int) async throws -> Token {
        let now = exchange.pace.now()
        if let token, token.lasts(life, at: now) || !token.canBeRenewed { return token }
        if token == nil, let kept = await cache?.token(for: settings, now: now), kept.secret != refusedSecret,
            kept.lasts(life, at: now)
        {
            exchange.redactor.add(kept.secret)
            token = kept
            return kept
        }
        // A completion that needs an answer must not begin a login that a command then waits for.
        if case .password(_, _, password: nil) = settings.login, typedPassword == nil, !questions.arePossible {
            throw keystone.noPassword
        }
        // Completions come by themselves, at every Tab: repeated, a login that is refused would lock the account.
        if !BackendQuestions.areWelcome, let refusal { throw refusal }
        return try await logins.value { try await self.logIn() }
    }

    private func logIn() async throws -> Token {
        do {
            let new = try await newToken()
            refusal = nil
            token = new
            await cache?.keep(new, for: settings, now: exchange.pace.now())
            return new
        } catch let error as ImageError where [.authentication, .forbidden].contains(error.code) {
            refusal = error
            throw error
        }
    }

    private func newToken() async throws -> Token {
        switch settings.login {
        case .none: return Token(secret: nil, canBeRenewed: false)
        case .adminToken(let secret, _): return Token(secret: secret, canBeRenewed: false)
        case .password(_, _, password: nil): return try await logInWithTypedPassword()
        case .password, .token, .applicationCredential:
            let deadline = loginDeadline
            return try await keystone.login(at: try await identityRoot(until: deadline), until: deadline)
        }
    }

    private var loginDeadline: Duration { exchange.pace.now() + keystone.loginLimit }

    /// At most three questions; a password that worked is not asked for again until it is refused.
    private func logInWithTypedPassword() async throws -> Token {
        let root = try await identityRoot(until: loginDeadline)
        if let typedPassword {
            do {
                return try await keystone.login(at: root, until: loginDeadline, password: typedPassword)
            } catch let error as ImageError where error.code == .authentication {
                // It was changed meanwhile; whoever knows the new one is asked for it by the next call.
                self.typedPassword = nil
                throw error
            }
        }
        var failure: ImageError = keystone.noPassword
        var question = "password for \(settings.login.who) of cloud '\(settings.name)'"
        for _ in 1...3 {
            guard let text = try await questions.secret(question), !text.isEmpty else { break }
            let password = Secret(text)
            exchange.redactor.add(password)
            do {
                let token = try await keystone.login(at: root, until: loginDeadline, password: password)
                typedPassword = password
                return token
            } catch let error as ImageError where error.code == .authentication {
                failure = error
            }
            if !question.hasPrefix(Self.refused) { question = Self.refused + question }
        }
        throw failure
    }

    private static let refused = "not accepted; "

    private func identityRoot(until deadline: Duration) async throws -> HTTPURL {
        if let root { return root }
        guard let authURL = settings.login.authURL else {
            throw ImageError(.unsupported, "cloud '\(settings.name)' has no identity service")
        }
        let found = try await keystone.root(of: authURL, until: deadline)
        root = found
        return found
    }

    // MARK: Endpoints

    private func place(
        of kind: ServiceKind, by settings: CloudSettings, _ token: Token
    ) async throws -> (endpoint: HTTPURL, region: String?) {
        if kind == .identity, settings.login.authURL != nil {
            return (try await identityRoot(until: loginDeadline), settings.region)
        }
        let service = settings.services[kind] ?? CloudSettings.ServiceSettings()
        let region = service.region ?? settings.region
        if let override = service.endpoint ?? settings.login.endpoint {
            return (try checked(kind.versioned(override, project: token.projectID), kind, by: settings), region)
        }
        guard settings.login.authURL != nil else { throw noEndpoint(of: kind, by: settings) }
        if token.catalogue.isEmpty, token.projectID == nil { throw try await noProject(token) }
        let query = ServiceCatalog.Query(
            types: service.catalogueType.map { [$0] } ?? kind.catalogueTypes, name: service.catalogueName,
            interfaces: service.interfaces ?? settings.interfaces, region: region)
        let choice = try token.catalogue.choose(query)
        if !choice.others.isEmpty, warnedOfRegions.insert(kind).inserted {
            let names = choice.others.joined(separator: ", ")
            exchange.diagnostics.report(
                .warning(
                    "cloud '\(settings.name)' has several regions (\(names)); \(choice.region ?? "one") is used, "
                        + "--os-region-name chooses"))
        }
        return (try checked(kind.versioned(choice.url, project: token.projectID), kind, by: settings), choice.region)
    }

    /// A token that was got over TLS does not go out in the clear.
    private func checked(
        _ endpoint: HTTPURL, _ kind: ServiceKind, by settings: CloudSettings
    ) throws(ImageError) -> HTTPURL {
        guard settings.login.authURL?.origin.isSecure == true, !endpoint.origin.isSecure,
            !endpoint.origin.isLoopback, !settings.allowsPlainHTTP
        else { return endpoint }
        throw ImageError(
            .usage,
            "the \(kind.rawValue) endpoint \(endpoint.origin) has no TLS, and the login has; your token is not sent there",
            hint: "allow_plain_http: true in the entry of cloud '\(settings.name)' allows it")
    }

    /// Without an identity service nobody else knows where a service is.
    private func noEndpoint(of kind: ServiceKind, by settings: CloudSettings) -> ImageError {
        let key = "\(kind.rawValue)_endpoint_override"
        return ImageError(
            .usage,
            "cloud '\(settings.name)' has no endpoint for \(kind.rawValue), and no identity service that knows one",
            hint: settings.files.isEmpty
                ? "export OS_\(key.uppercased())=https://…"
                : "write '\(key): https://…' in the entry of cloud '\(settings.name)'")
    }

    private func noProject(_ token: Token) async throws -> ImageError {
        var names: [(id: String, name: String)] = []
        do {
            names = try await projects()
        } catch let error as CancellationError {
            throw error
        } catch {
            // The list is only help.
        }
        let list = names.prefix(20).map(\.name).joined(separator: ", ")
        return ImageError(
            .usage, "cloud '\(settings.name)': the token is for no project, so it leads to no service",
            details: list.isEmpty ? [] : ["projects of \(token.userName ?? "this user"): \(list)"],
            hint: "export OS_PROJECT_NAME=\(names.first.map { ShellWord.quoted($0.name) } ?? "…")")
    }
}
