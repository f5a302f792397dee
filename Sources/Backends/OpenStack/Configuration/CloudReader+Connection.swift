internal import BackendKit
internal import FileIO
internal import HTTPTransport

extension CloudReader {
    func service(_ kind: ServiceKind) throws(ImageError) -> CloudSettings.ServiceSettings {
        let prefix = kind.rawValue + "_"
        var result = CloudSettings.ServiceSettings()
        result.endpoint = try url(settings[prefix + "endpoint_override"], prefix + "endpoint_override")
        result.interfaces = try interfaces([prefix + "endpoint_type", prefix + "interface"])
        result.region = text(prefix + "region_name")
        result.catalogueType = text(prefix + "service_type")
        result.catalogueName = text(prefix + "service_name")
        result.microversion = text(prefix + "default_microversion")
        return result
    }

    /// One interface, or several in order of preference.
    func interfaces(_ keys: [String]) throws(ImageError) -> [CloudSettings.Interface]? {
        guard let key = keys.first(where: { settings[$0] != nil }), let setting = settings[key] else { return nil }
        let words: [String]
        switch setting.value {
        case .list(let settings): words = settings.map { $0.text ?? "" }
        case .text(let text): words = text.split(separator: ",").map { $0.trimming(" ") }
        case .map, .null: words = [""]
        }
        var result: [CloudSettings.Interface] = []
        for word in words {
            guard let interface = CloudSettings.Interface(spelling: word) else {
                throw setting.mistake("'\(key)' must be public, internal or admin")
            }
            result.append(interface)
        }
        return result.isEmpty ? nil : result
    }

    func readConnection(into result: inout CloudSettings) throws(ImageError) {
        let verify = try flag("verify")
        let insecure = try flag("insecure")
        result.verifiesTLS = verify != false && insecure != true
        if result.verifiesTLS {
            var place = try existing("cacert", [.regular, .directory])
            if place == nil { place = try bundleOfEnvironment() }
            if let place, try FileStatus.of(place)?.kind == .directory {
                result.caDirectory = place
            } else {
                result.caFile = place
            }
        } else {
            environment.diagnostics.warnOnce(
                "cloud '\(name)': TLS certificates are not verified; anybody on the way can read along")
        }
        if let file = environment["SSLKEYLOGFILE"], result.login.authURL?.origin.isSecure != false {
            environment.diagnostics.warnOnce(
                "SSLKEYLOGFILE is set: libcurl writes the keys of TLS connections to '\(file)', and whoever reads them "
                    + "can read tokens and passwords")
        }
        result.clientCertificate = try existing("cert", [.regular])
        result.clientKey = try existing("key", [.regular])
        if let key = result.clientKey { try checkKey(key) }
        result.proxies = proxies
        result.callLimit = try seconds("api_timeout")
        let cachesToken = try flag("cache_token")
        result.cachesToken = cachesToken ?? (environment["IMGSH_TOKEN_CACHE"] == "1")
        result.allowsPlainHTTP = try flag("allow_plain_http") ?? false
    }

    private func seconds(_ key: String) throws(ImageError) -> Double? {
        guard let setting = settings[key], let text = setting.text, !text.isEmpty else { return nil }
        guard let seconds = Double(text), seconds > 0, seconds <= 86_400 else {
            throw setting.mistake("'\(key)' must be a number of seconds")
        }
        return seconds
    }

    /// The path of something that must be there.
    private func existing(_ key: String, _ kinds: Set<FileStatus.Kind>) throws(ImageError) -> String? {
        guard let setting = settings[key], let path = files.path(setting), !path.isEmpty else { return nil }
        guard let status = try FileStatus.of(path) else {
            throw setting.mistake("'\(key)' names '\(path)', and there is no such file")
        }
        guard kinds.contains(status.kind) else {
            throw setting.mistake("'\(key)' names '\(path)', which is a \(status.kind.rawValue)")
        }
        return path
    }

    /// The variables by which other clients are told of certificates: the first two are those of the official ones
    /// (requests, `Session.merge_environment_settings`).
    private func bundleOfEnvironment() throws(ImageError) -> String? {
        for variable in ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"] {
            guard let path = environment[variable] else { continue }
            guard let status = try FileStatus.of(path), [.regular, .directory].contains(status.kind) else {
                throw ImageError(
                    .usage, "the environment variable \(variable) names '\(path)', which is no file or directory")
            }
            return path
        }
        return nil
    }

    private func checkKey(_ path: String) throws(ImageError) {
        guard let status = try FileStatus.of(path) else { return }
        guard status.mode & 0o002 == 0 else {
            throw ImageError(.local, "others may write to the key '\(path)'", hint: "!chmod 600 '\(path)'")
        }
        if status.mode & 0o044 != 0 {
            environment.diagnostics.warnOnce("others may read the key '\(path)'; close it with: chmod 600 '\(path)'")
        }
    }

    /// Only the lower-case `http_proxy` counts: a web server sets `HTTP_PROXY` from a request's header.
    private var proxies: CloudSettings.Proxies {
        var proxies = CloudSettings.Proxies()
        let all = environment["all_proxy"] ?? environment["ALL_PROXY"]
        proxies.http = environment["http_proxy"] ?? all
        proxies.https = environment["https_proxy"] ?? environment["HTTPS_PROXY"] ?? all
        proxies.none = environment["no_proxy"] ?? environment["NO_PROXY"]
        return proxies
    }
}
