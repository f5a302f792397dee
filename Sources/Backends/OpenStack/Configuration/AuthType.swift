internal import BackendKit

/// The ways to log in that are supported, under all their names.
enum AuthType {
    case password, token, applicationCredential, adminToken, none

    init?(_ name: String) {
        switch name {
        case "password", "v3password": self = .password
        case "token", "v3token": self = .token
        case "v3applicationcredential": self = .applicationCredential
        case "admin_token", "token_endpoint": self = .adminToken
        case "none": self = .none
        default: return nil
        }
    }

    /// Names of keystoneauth's plugins that are known and refused.
    static let refused: Set<String> = [
        "v2password", "v2token", "http_basic", "v3totp", "v3multifactor", "v3oidcpassword",
        "v3oidcclientcredentials", "v3oidcauthcode", "v3oidcaccesstoken", "v3oidcdeviceauthz", "v3oauth1",
        "v3oauth2clientcredential", "v3oauth2mtlsclientcredential", "v3kerberos", "v3fedkerb", "v3samlpassword",
        "v3adfspassword", "v3tokenlessauth",
    ]
}

extension CloudReader {
    /// What the settings say, or what the credentials that are there can only mean.
    func authType() throws(ImageError) -> AuthType {
        if let setting = settings["auth_type"], let name = setting.text, !name.isEmpty {
            if let type = AuthType(name) { return type }
            let reason = AuthType.refused.contains(name) ? "is not supported" : "is unknown"
            throw setting.mistake(
                "auth type '\(name)' \(reason); use password, token or an application credential",
                hint: "openstack application credential create imgsh")
        }
        let hasUser = authText("username") != nil || authText("user_id") != nil
        // A credential that is only named leaves the user's password to log in by.
        let keys = ["application_credential_id", "application_credential_name", "application_credential_secret"]
        if keys.contains(where: { authText($0) != nil }),
            authText("application_credential_secret") != nil || !hasUser || authText("password") == nil
        {
            return .applicationCredential
        }
        if hasUser { return .password }
        if authText("token") != nil {
            let hasEndpoint = authText("endpoint") != nil || text("image_endpoint_override") != nil
            return hasEndpoint && authText("auth_url") == nil ? .adminToken : .token
        }
        // What names a service is for a token, which is what is missing then.
        let namesService = authText("endpoint") != nil && authText("auth_url") == nil && authText("password") == nil
        return namesService ? .adminToken : .password
    }

    /// A login at one cloud that is taken to another one.
    func checkServiceProvider() throws(ImageError) {
        guard let setting = settings["service_provider"], let text = setting.text, !text.isEmpty else { return }
        throw setting.mistake(
            "a login by way of the service provider '\(text)' is not supported; log in at that cloud itself",
            hint: "openstack application credential create imgsh")
    }

    func checkVersions() throws(ImageError) {
        for (key, major, gone) in [
            ("identity_api_version", "3", "Keystone's API v2"), ("image_api_version", "2", "Glance's API v1"),
            ("compute_api_version", "2", "another API of Nova"),
        ] {
            guard let setting = settings[key], let text = setting.text, !text.isEmpty else { continue }
            let number = text.lowercased().hasPrefix("v") ? text.dropFirst() : text[...]
            guard number.split(separator: ".").first.map(String.init) == major else {
                throw setting.mistake("'\(key)' asks for \(gone); only \(major) is supported")
            }
        }
    }
}
