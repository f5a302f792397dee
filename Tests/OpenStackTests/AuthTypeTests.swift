import BackendKit
import HTTPTransport
import OpenStack
import TestSupport
import Testing

struct `ways to log in` {
    private func error(_ type: String) async throws -> ImageError? {
        let bench = try CloudsBench(
            "clouds:\n  one:\n    auth_type: \(type)\n    auth: {auth_url: 'https://id.test', username: u, password: p}\n"
        )
        return await bench.error()
    }

    private func login(_ auth: String, type: String? = nil) async throws -> CloudSettings.Login {
        let bench = try CloudsBench(
            "clouds:\n  one:\n    auth: {\(auth)}\n\(type.map { "    auth_type: \($0)\n" } ?? "")")
        return try await bench.settings().login
    }

    @Test(
        arguments: [
            "v2password", "v2token", "http_basic", "v3totp", "v3multifactor", "v3oidcpassword",
            "v3oidcclientcredentials", "v3oidcauthcode", "v3oidcaccesstoken", "v3oidcdeviceauthz", "v3oauth1",
            "v3oauth2clientcredential", "v3oauth2mtlsclientcredential", "v3kerberos", "v3fedkerb", "v3samlpassword",
            "v3adfspassword", "v3tokenlessauth",
        ])
    func `that are not supported are refused by name, with the way out`(_ type: String) async throws {
        let error = try await error(type)
        #expect(error?.code == .usage)
        #expect(error?.message.contains("auth type '\(type)' is not supported") == true)
        #expect(error?.message.contains("line 3") == true)
        #expect(error?.hint?.contains("application credential") == true)
    }

    @Test func `that nobody knows are refused too`() async throws {
        #expect(try await error("magic")?.message.contains("'magic' is unknown") == true)
    }

    @Test func `are read under all their names`() async throws {
        for type in ["password", "v3password"] {
            guard case .password = try await login("auth_url: 'https://i.test', username: u", type: type) else {
                Issue.record("\(type)")
                continue
            }
        }
        for type in ["token", "v3token"] {
            guard case .token(_, let token) = try await login("auth_url: 'https://i.test', token: tok1", type: type)
            else {
                Issue.record("\(type)")
                continue
            }
            #expect(token.reveal() == "tok1")
        }
        for type in ["admin_token", "token_endpoint"] {
            guard
                case .adminToken(let token, let endpoint) = try await login(
                    "endpoint: 'https://g.test', token: t", type: type)
            else {
                Issue.record("\(type)")
                continue
            }
            #expect(token.reveal() == "t")
            #expect(endpoint?.description == "https://g.test")
        }
        guard case .none(let endpoint) = try await login("endpoint: 'http://g.test'", type: "none") else {
            Issue.record("none")
            return
        }
        #expect(endpoint?.description == "http://g.test")
    }

    @Test func `are guessed from the credentials that are there`() async throws {
        guard
            case .applicationCredential(_, let id) = try await login(
                "auth_url: 'https://i.test', application_credential_id: ac, application_credential_secret: s")
        else {
            Issue.record("application credential by ID")
            return
        }
        #expect(id.credential == .id("ac"))
        guard
            case .applicationCredential(_, let name) = try await login(
                "auth_url: 'https://i.test', application_credential_name: n, application_credential_secret: s, username: u"
            )
        else {
            Issue.record("application credential by name")
            return
        }
        #expect(name.credential == .name("n"))
        #expect(name.user == .init(.name("u"), domain: .id("default")))
        guard case .password = try await login("auth_url: 'https://i.test', username: u, token: t"),
            case .token = try await login("auth_url: 'https://i.test', auth_token: t")
        else {
            Issue.record("password before token")
            return
        }
    }

    @Test(
        arguments: [
            ("username: u", nil, "auth_url"), ("auth_url: 'https://i.test'", nil, "username"),
            ("auth_url: 'https://i.test'", "token", "token"), ("token: t", "admin_token", "endpoint"),
            ("auth_url: 'https://i.test', application_credential_id: x", nil, "application_credential_secret"),
            (
                "auth_url: 'https://i.test', application_credential_name: x, application_credential_secret: s", nil,
                "user"
            ),
            ("auth_url: 'https://i.test'", "none", "endpoint"),
        ] as [(String, String?, String)])
    func `miss what they need by its name`(_ auth: String, _ type: String?, _ key: String) async throws {
        let error = await #expect(throws: ImageError.self) { try await login(auth, type: type) }
        #expect(error?.code == .usage)
        #expect(words(error).contains(key))
    }

    @Test func `without a token need an endpoint, an override will do`() async throws {
        let bench = try CloudsBench(
            "clouds: {one: {auth_type: none, image_endpoint_override: 'http://127.0.0.1:9292'}}")
        #expect(try await bench.settings().services[.image]?.endpoint?.description == "http://127.0.0.1:9292")
    }

    private static let credential = """
        clouds:
          one:
            auth_type: v3applicationcredential
            auth:
              auth_url: 'https://id.test'
              application_credential_id: aid
              application_credential_secret: s
              project_name: own
        """

    @Test(
        arguments: [
            "OS_PROJECT_NAME", "OS_PROJECT_ID", "OS_TENANT_NAME", "OS_SYSTEM_SCOPE", "OS_TRUST_ID", "OS_DOMAIN_NAME",
        ])
    func `by an application credential choose no other project`(_ name: String) async throws {
        let bench = try CloudsBench(Self.credential)
        let error = await bench.error("one", options: [name: "all"])
        #expect(error?.code == .usage)
        let option = "--" + name.lowercased().replacing("_", with: "-")
        let rule = "an application credential is for the project it was made in, and for no other"
        #expect(error?.message == "the option \(option): \(rule)")
        #expect(bench.reports.warnings.isEmpty)
    }

    @Test func `by an application credential warn of a variable, and not of the file`() async throws {
        let bench = try CloudsBench(Self.credential)
        #expect(try await bench.settings("one").scope == .unspecified)
        #expect(bench.reports.warnings.isEmpty)
        #expect(try await bench.settings("one", ["OS_TRUST_ID": "t"]).scope == .unspecified)
        let rule = "an application credential is for the project it was made in"
        #expect(bench.reports.warnings.last == "cloud 'one': \(rule); OS_TRUST_ID is not looked at")
    }
}
