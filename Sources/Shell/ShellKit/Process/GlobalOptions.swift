/// Options that may stand anywhere on the command line, as with the openstack client: which cloud is meant, in whose
/// name, and how much is told. Each is worth as much as the variable of its name, but comes before it.
enum GlobalOptions {
    /// `--os-region-name` is `OS_REGION_NAME`, and so on for all of these.
    private static let named: [String] = [
        "cloud", "region-name", "interface", "auth-type", "auth-url", "username", "user-id", "password",
        "user-domain-id", "user-domain-name", "project-id", "project-name", "project-domain-id",
        "project-domain-name", "domain-id", "domain-name", "system-scope", "trust-id", "default-domain",
        "default-domain-id", "default-domain-name", "token", "endpoint", "application-credential-id",
        "application-credential-name", "application-credential-secret", "passcode", "cacert", "cert", "key",
        "endpoint-override", "image-endpoint-override", "compute-endpoint-override", "image-api-version",
        "compute-api-version", "identity-api-version", "identity-provider", "protocol", "client-id", "client-secret",
        "tenant-id", "tenant-name", "endpoint-type", "image-url", "auth-token",
        // Of services that imgsh does not call, and of logins that it refuses by name.
        "accelerator-api-version", "network-api-version", "object-api-version", "volume-api-version",
        "share-api-version", "openid-scope", "access-token-endpoint", "discovery-endpoint", "access-token-type",
        "idp-otp-key", "redirect-uri", "redirect-host", "redirect-port", "login-timeout", "code", "access-token",
        "auth-methods", "oauth2-endpoint", "oauth2-client-id", "oauth2-client-secret",
        "device-authorization-endpoint", "code-challenge-method",
    ]

    /// Options without a value.
    private static let flags: [String: (variable: String, value: String)] = [
        "--insecure": ("OS_INSECURE", "true"), "--verify": ("OS_INSECURE", "false"), "--debug": (debug, "1"),
        "--timing": (timing, "1"), "--no-retry": (noRetry, "1"),
    ]

    static let debug = "IMGSH_DEBUG"
    static let timing = "IMGSH_TIMING"
    static let noRetry = "IMGSH_NO_RETRY"
    static let logFile = "IMGSH_LOG_FILE"

    static let help: [(left: String, right: String)] = [
        ("--os-cloud NAME", "A cloud of clouds.yaml; begins with its Glance"),
        ("--os-region-name NAME", "The region of the cloud"),
        ("--os-… VALUE", "Every other setting of the openstack client, as in the variable OS_…"),
        ("--insecure", "Do not check certificates"),
        ("--no-retry", "Try each call to a service once; without it, one that is busy or out of reach is waited for"),
        ("--debug", "Show every exchange with a service, secrets struck out"),
        ("--timing", "Show how long each call to a service took"),
        ("--log-file FILE", "Add every exchange with a service to this file, secrets struck out"),
    ]

    /// Takes the options out of the words, wherever they stand before a `--`.
    /// - Returns: the settings by the names of their variables, and the words that are left.
    /// - Throws: ``OptionWithoutValue``.
    static func take(from words: [String]) throws(OptionWithoutValue) -> (settings: [String: String], rest: [String]) {
        var settings: [String: String] = [:]
        var rest: [String] = []
        var left = words[...]
        while let word = left.popFirst() {
            if word == "--" {
                rest += [word] + left
                break
            }
            if let flag = flags[word] {
                settings[flag.variable] = flag.value
                continue
            }
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let isNamed = parts[0].hasPrefix("--os-") && named.contains(String(parts[0].dropFirst(5)))
            guard isNamed || parts[0] == "--log-file" else {
                rest.append(word)
                continue
            }
            guard let value = parts.count > 1 ? parts[1] : left.popFirst() else {
                throw OptionWithoutValue(option: word)
            }
            settings[variable(parts[0])] = value
        }
        return (settings, rest)
    }

    private static func variable(_ option: String) -> String {
        option == "--log-file" ? logFile : "OS_" + option.dropFirst(5).uppercased().replacing("-", with: "_")
    }
}

/// An option that ends the command line although it needs a value.
struct OptionWithoutValue: Error, Equatable {
    let option: String
}
