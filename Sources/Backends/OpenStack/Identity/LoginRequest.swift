internal import JSONText

/// The body of `POST /v3/auth/tokens` (Identity API v3, "Authentication and token management").
enum LoginRequest {
    static func body(_ login: CloudSettings.Login, password: Secret?, scope: CloudSettings.Scope) -> JSON? {
        switch login {
        case .password(_, let user, let configured):
            guard let password = password ?? configured else { return nil }
            var person = json(user)
            person["password"] = .string(password.reveal())
            return request("password", ["user": .object(person)], scope)
        case .token(_, let token): return request("token", ["id": .string(token.reveal())], scope)
        case .applicationCredential(_, let credential):
            var fields = named(credential.credential)
            if let user = credential.user { fields["user"] = .object(json(user)) }
            fields["secret"] = .string(credential.secret.reveal())
            // It carries its project; a scope is refused.
            return request("application_credential", .object(fields), .unspecified)
        case .adminToken, .none: return nil
        }
    }

    private static func request(_ method: String, _ fields: JSON, _ scope: CloudSettings.Scope) -> JSON {
        let identity: JSON = .object(object(("methods", [.string(method)]), (method, fields)))
        guard let scope = json(scope) else { return ["auth": ["identity": identity]] }
        return ["auth": .object(object(("identity", identity), ("scope", scope)))]
    }

    private static func json(_ scope: CloudSettings.Scope) -> JSON? {
        switch scope {
        case .unspecified: return nil
        case .project(let project, let domain):
            var fields = named(project)
            if case .name = project, let domain { fields["domain"] = .object(named(domain)) }
            return ["project": .object(fields)]
        case .domain(let domain): return ["domain": .object(named(domain))]
        case .system: return ["system": ["all": true]]
        case .trust(let id): return ["OS-TRUST:trust": ["id": .string(id)]]
        }
    }

    private static func json(_ user: CloudSettings.User) -> JSONObject {
        var fields = named(user.user)
        if case .name = user.user, let domain = user.domain { fields["domain"] = .object(named(domain)) }
        return fields
    }

    private static func named(_ reference: CloudSettings.Reference) -> JSONObject {
        switch reference {
        case .id(let id): object(("id", .string(id)))
        case .name(let name): object(("name", .string(name)))
        }
    }

    private static func object(_ members: (String, JSON)...) -> JSONObject {
        var object = JSONObject()
        for (name, value) in members { object[name] = value }
        return object
    }
}
