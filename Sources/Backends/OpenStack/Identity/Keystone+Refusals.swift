internal import BackendKit
internal import HTTPTransport
internal import JSONText

extension Keystone {
    var noPassword: ImageError {
        ImageError(
            .authentication, "cloud '\(settings.name)': there is no password for \(settings.login.who)",
            details: ["imgsh asks for it on a terminal only, and not for a script"],
            hint: "export OS_PASSWORD=…, or write 'password' below 'auth' of the cloud in clouds.yaml or secure.yaml")
    }

    /// What a login that was refused means. Names user, project and address, never a secret.
    func refusal(_ refusal: Exchange.Refusal, _ call: Exchange.Call) -> ImageError {
        let fault = ServiceFault(refusal, call, service: .identity, redactor: exchange.redactor)
        let url = call.request.url
        switch refusal.status {
        case 401 where refusal.headers["Openstack-Auth-Receipt"] != nil:
            let methods = Self.requiredMethods(refusal.bytes)
            return fault.error(
                .authentication,
                "cloud '\(settings.name)': \(settings.login.who) must log in with more than one method\(methods)",
                hint: "openstack application credential create imgsh")
        case 401: return noLogin(fault, at: url)
        case 404 where (try? JSONReader.value(of: refusal.bytes))?["error"]?.object != nil:
            // Keystone's answer to a token that has ended or never was, and to the ID of an application credential that was
            // deleted.
            guard settings.login.isByToken else { return noLogin(fault, at: url) }
            return fault.error(
                .authentication,
                "cloud '\(settings.name)': the token given is not accepted at \(url.origin)\(url.path)",
                hint: settings.login.hint)
        case 403:
            return fault.error(
                .forbidden, "cloud '\(settings.name)': \(settings.login.who) may not log in at \(url.origin)")
        case 400: return fault.error(.usage, "cloud '\(settings.name)': the identity service does not take this login")
        case 500...: return fault.error(.network, "cloud '\(settings.name)': no login, the identity service failed")
        case 407:
            return fault.error(
                .network, "cloud '\(settings.name)': no login, \(fault.meaning)",
                hint: "export http_proxy=http://USER:PASSWORD@HOST:PORT")
        case 408, 425, 429:
            return fault.error(.network, "cloud '\(settings.name)': no login, the identity service is busy")
        default: return notKeystone(url, refusal.status, refusal.headers)
        }
    }

    private func noLogin(_ fault: ServiceFault, at url: HTTPURL) -> ImageError {
        let scope = settings.scope.shown.map { " for \($0)" } ?? ""
        return fault.error(
            .authentication,
            "cloud '\(settings.name)': \(settings.login.who) could not log in\(scope) at \(url.origin)\(url.path)",
            hint: settings.login.hint)
    }

    func notKeystone(_ url: HTTPURL, _ status: Int, _ headers: HTTPHeaders) -> ImageError {
        let type = headers["Content-Type"]?.split(separator: ";").first.map(String.init)
        return ImageError(
            .protocol, "cloud '\(settings.name)': no identity service (Keystone v3) answers at \(url)",
            details: ["it answered \(status)\(type.map { " with \($0)" } ?? "")"],
            hint: "check auth_url (OS_AUTH_URL)")
    }

    private static func requiredMethods(_ bytes: [UInt8]) -> String {
        let sets = (try? JSONReader.value(of: bytes))?["required_auth_methods"]?.array ?? []
        let names = sets.map { ($0.array ?? []).compactMap(\.string).joined(separator: " and ") }
        return names.isEmpty ? "" : " (\(names.joined(separator: ", or ")))"
    }
}

extension CloudSettings.Login {
    /// Who logs in: "user 'demo' of domain 'Default'".
    var who: String {
        switch self {
        case .password(_, let user, _): user.shown
        case .token: "the token given"
        case .applicationCredential(_, let credential):
            "application credential '\(credential.credential.text)'" + (credential.user.map { " of \($0.shown)" } ?? "")
        case .adminToken: "the token given"
        case .none: "nobody"
        }
    }

    /// What to check when a login is refused. The service does not say which part was wrong.
    var hint: String {
        switch self {
        case .password: "check user, password, project and their domains; the account may also be locked"
        case .token, .adminToken: "export OS_TOKEN=$(openstack token issue -f value -c id)"
        case .applicationCredential, .none: "check its ID and secret, and whether it has expired or was deleted"
        }
    }

    var isByToken: Bool { if case .token = self { true } else { false } }

    var authURL: HTTPURL? {
        switch self {
        case .password(let url, _, _), .token(let url, _), .applicationCredential(let url, _): url
        case .adminToken, .none: nil
        }
    }

    /// The secrets in it.
    var secrets: [Secret] {
        switch self {
        case .password(_, _, let password): password.map { [$0] } ?? []
        case .token(_, let token), .adminToken(let token, _): [token]
        case .applicationCredential(_, let credential): [credential.secret]
        case .none: []
        }
    }
}

extension CloudSettings.User {
    var shown: String { "user '\(user.text)'" + (domain.map { " of domain '\($0.text)'" } ?? "") }
}

extension CloudSettings.Scope {
    /// "project 'demo' of domain 'Default'"
    var shown: String? {
        switch self {
        case .unspecified: nil
        case .project(let project, let domain):
            "project '\(project.text)'" + (domain.map { " of domain '\($0.text)'" } ?? "")
        case .domain(let domain): "domain '\(domain.text)'"
        case .system: "the system"
        case .trust(let id): "trust '\(id)'"
        }
    }
}

extension ServiceFault {
    init(_ refusal: Exchange.Refusal, _ call: Exchange.Call, service: ServiceKind, redactor: Redactor) {
        var reason = FaultText.reason(refusal.bytes, refusal.headers, status: refusal.status, hiding: redactor)
        if let wait = RetryAfter.delay(refusal.headers), wait > .zero {
            reason += "\(reason.isEmpty ? "" : "; ")the service asks to wait \(wait.shown)"
        }
        self.init(
            status: refusal.status, call: call.name, service: service.program, reason: reason,
            requestID: refusal.headers.requestID.map(redactor.strike))
    }
}

extension HTTPHeaders {
    /// The ID by which the service's operator finds the call in the logs.
    var requestID: String? { self["x-openstack-request-id"] ?? self["x-compute-request-id"] }
}
