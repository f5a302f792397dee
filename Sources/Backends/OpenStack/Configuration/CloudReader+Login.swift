internal import BackendKit
internal import HTTPTransport

extension CloudReader {
    func login(_ type: AuthType) throws(ImageError) -> CloudSettings.Login {
        switch type {
        case .password:
            guard let user = try user() else { throw missing("username") }
            return .password(at: try authURL(), user, password: secret("password"))
        case .token:
            guard let token = secret("token") else { throw missing("token") }
            return .token(at: try authURL(), token)
        case .applicationCredential: return .applicationCredential(at: try authURL(), try applicationCredential())
        case .adminToken:
            guard let token = secret("token") else { throw noToken }
            let endpoint = try url(auth["endpoint"], "endpoint")
            // The address of one service is none of the others': they would be sent the token, and asked what they do not
            // know.
            guard endpoint != nil || text("image_endpoint_override") != nil else { throw missing("endpoint") }
            return .adminToken(token, endpoint: endpoint)
        case .none:
            let endpoint = try url(auth["endpoint"], "endpoint")
            guard
                endpoint != nil
                    || ServiceKind.allCases.contains(where: { text("\($0.rawValue)_endpoint_override") != nil })
            else {
                throw ImageError(.usage, "\(whereFrom) has auth type 'none', but no 'auth.endpoint' to talk to")
            }
            return .none(endpoint: endpoint)
        }
    }

    private var noToken: ImageError {
        guard file == nil, let endpoint = auth["endpoint"] else { return missing("token") }
        return ImageError(
            .usage, "\(endpoint.place.text) names a service, and there is no token for it: OS_TOKEN is not set",
            hint: "export OS_TOKEN=…, or OS_AUTH_URL=… to log in")
    }

    private func authURL() throws(ImageError) -> HTTPURL {
        guard let url = try url(auth["auth_url"], "auth_url") else { throw missing("auth_url") }
        return url
    }

    private func applicationCredential() throws(ImageError) -> CloudSettings.ApplicationCredential {
        guard let secret = secret("application_credential_secret") else {
            throw missing("application_credential_secret")
        }
        if let id = authText("application_credential_id") { return .init(.id(id), secret: secret) }
        guard let name = authText("application_credential_name") else { throw missing("application_credential_id") }
        guard let user = try user() else {
            throw ImageError(
                .usage, "\(whereFrom) names its application credential, but not the user it belongs to",
                hint: file == nil ? "export OS_APPLICATION_CREDENTIAL_ID=…" : nil)
        }
        return .init(.name(name), user: user, secret: secret)
    }

    private func user() throws(ImageError) -> CloudSettings.User? {
        if let id = authText("user_id") { return .init(.id(id)) }
        guard let name = authText("username") else { return nil }
        return .init(.name(name), domain: domain("user_domain") ?? defaultDomain)
    }

    /// What the token is for. `domain_id` and `domain_name` stand for the domains of user and project when a project
    /// is named, and are the scope themselves otherwise.
    func scope() throws(ImageError) -> CloudSettings.Scope {
        var scopes: [CloudSettings.Scope] = []
        if let id = authText("project_id") {
            scopes.append(.project(.id(id), domain: nil))
        } else if let name = authText("project_name") {
            scopes.append(.project(.name(name), domain: domain("project_domain") ?? defaultDomain))
        }
        if let system = auth["system_scope"], let text = system.text, !text.isEmpty {
            guard text == "all" else { throw system.mistake("'system_scope' can only be 'all'") }
            scopes.append(.system)
        }
        if let trust = authText("trust_id") { scopes.append(.trust(trust)) }
        guard scopes.count < 2 else {
            throw ImageError(
                .usage, "\(whereFrom) asks for several scopes at once; a token is for one project, system or trust")
        }
        if let scope = scopes.first { return scope }
        return wholeDomain.map { .domain($0) } ?? .unspecified
    }

    /// An application credential carries its project. An option that asks for another must not end in that one; a variable
    /// may be left of other work, and a file may say where the credential is from.
    func checkOwnScope() throws(ImageError) {
        let what = "an application credential is for the project it was made in"
        for key in ["project_id", "project_name", "system_scope", "trust_id", "domain_id", "domain_name"] {
            guard authText(key) != nil, let setting = auth[key] else { continue }
            switch setting.place {
            case .option:
                throw setting.mistake("\(what), and for no other", hint: "a password, or a credential of that project")
            case .variable(let name):
                environment.diagnostics.warnOnce("cloud '\(self.name)': \(what); \(name) is not looked at")
            case .file, .address: break
            }
        }
    }

    private var isProjectScoped: Bool { authText("project_id") != nil || authText("project_name") != nil }

    private func domain(_ key: String) -> CloudSettings.Reference? {
        if let id = authText(key + "_id") { return .id(id) }
        if let name = authText(key + "_name") { return .name(name) }
        return isProjectScoped ? wholeDomain : nil
    }

    private var wholeDomain: CloudSettings.Reference? {
        authText("domain_id").map { .id($0) } ?? authText("domain_name").map { .name($0) }
    }

    /// The usual domain, which Keystone makes with this ID.
    private var defaultDomain: CloudSettings.Reference {
        authText("default_domain_id").map { .id($0) } ?? authText("default_domain_name").map { .name($0) }
            ?? .id("default")
    }
}
