internal import BackendKit
internal import HTTPTransport

/// Turns the settings of one cloud, all layers put together, into what they mean.
struct CloudReader {
    let name: String
    /// `nil` when all came from the environment.
    let file: String?
    /// All files that were read.
    let sources: [String]
    var settings: SettingMap
    let files: CloudsFiles
    let environment: BackendEnvironment

    var auth: SettingMap { settings["auth"]?.map ?? SettingMap() }

    func resolved() throws(ImageError) -> CloudSettings {
        try checkVersions()
        try checkServiceProvider()
        let type = try authType()
        let login = try login(type)
        var result = CloudSettings(name: name, login: login)
        switch type {
        case .password, .token: result.scope = try scope()
        case .applicationCredential: try checkOwnScope()
        case .adminToken, .none: break
        }
        result.region = text("region_name")
        result.interfaces = try interfaces(["endpoint_type", "interface"]) ?? [.public]
        for kind in ServiceKind.allCases { result.services[kind] = try service(kind) }
        try readConnection(into: &result)
        result.files = sources
        return result
    }

    /// With `{region_name}` and other plain keys put in where a text names them; never in a secret.
    func filledIn() throws(ImageError) -> CloudReader {
        var copy = self
        for (key, setting) in settings.entries where !CloudsFile.isSecret(key) {
            if let text = setting.text {
                copy.settings[key] = Setting(.text(try fill(text, key, setting)), at: setting.place)
            }
        }
        var auth = self.auth
        for (key, setting) in auth.entries where !CloudsFile.isSecret(key) {
            if let text = setting.text { auth[key] = Setting(.text(try fill(text, key, setting)), at: setting.place) }
        }
        copy.settings["auth"] = Setting(.map(auth), at: settings["auth"]?.place ?? .variable("OS_AUTH_URL"))
        return copy
    }

    private func fill(_ text: String, _ key: String, _ setting: Setting) throws(ImageError) -> String {
        var result = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let name = String(rest[rest.index(after: open)..<close])
            result += rest[..<open]
            if let value = settings[name]?.text, !CloudsFile.isSecret(name) {
                result += value
            } else if key.hasSuffix("url") || key.contains("endpoint") {
                throw setting.mistake("'\(key)' names '{\(name)}', which is no setting of cloud '\(self.name)'")
            } else {
                result += rest[open...close]
            }
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }

    // MARK: Values

    func text(_ key: String) -> String? { settings[key]?.text.flatMap { $0.isEmpty ? nil : $0 } }

    func authText(_ key: String) -> String? { auth[key]?.text.flatMap { $0.isEmpty ? nil : $0 } }

    /// A token is a header's value, where a line break behind it would not pass; a password is taken as it is.
    func secret(_ key: String) -> Secret? {
        authText(key).map { Secret(key == "token" ? $0.trimming(" \t\r\n") : $0) }
    }

    /// A URL the configuration names.
    func url(_ setting: Setting?, _ key: String) throws(ImageError) -> HTTPURL? {
        guard let setting, let text = setting.text, !text.isEmpty else { return nil }
        do {
            return try HTTPURL(text)
        } catch {
            throw setting.mistake("'\(key)' is \(error.message)")
        }
    }

    func flag(_ key: String) throws(ImageError) -> Bool? {
        guard let setting = settings[key], let text = setting.text, !text.isEmpty else { return nil }
        switch text.lowercased() {
        case "true", "yes", "on", "1": return true
        case "false", "no", "off", "0": return false
        default: throw setting.mistake("'\(key)' must be true or false")
        }
    }

    /// "cloud 'prod' in '/home/u/clouds.yaml'", or the environment.
    var whereFrom: String { file.map { "cloud '\(name)' in '\($0)'" } ?? "the environment" }

    /// An error for a key that is not there.
    func missing(_ key: String) -> ImageError {
        guard file == nil else { return ImageError(.usage, "\(whereFrom) has no 'auth.\(key)'") }
        let variable = "OS_\(key.uppercased())"
        // A secret on a command line is seen by everybody on the machine.
        let isTyped = !CloudEnvironment(environment).options.isEmpty && !CloudsFile.isSecret(key)
        return ImageError(
            .usage, "\(variable) is not set",
            hint: isTyped ? "\(Setting.Place.option(for: variable)) …" : "export \(variable)=…")
    }
}
