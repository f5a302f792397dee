internal import CommandKit

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
        "endpoint-override", "image-api-version", "compute-api-version", "identity-api-version", "identity-provider",
        "protocol", "client-id", "client-secret", "tenant-id", "tenant-name",
        // Of services that imgsh does not call, and of logins that it refuses by name.
        "accelerator-api-version", "network-api-version", "object-api-version", "volume-api-version",
        "share-api-version", "openid-scope", "access-token-endpoint", "discovery-endpoint", "access-token-type",
        "idp-otp-key", "redirect-uri", "redirect-host", "redirect-port", "login-timeout", "code", "access-token",
        "auth-methods", "oauth2-endpoint", "oauth2-client-id", "oauth2-client-secret",
        "device-authorization-endpoint", "code-challenge-method", "service-provider", "remote-project-id",
        "remote-project-name", "remote-project-domain-id", "remote-project-domain-name",
    ]

    /// The same, of which the openstack client has only the variables, or the glance client alone the options.
    private static let otherNamed: [String] = [
        "image-endpoint-override", "compute-endpoint-override", "volume-endpoint-override", "endpoint-type",
        "image-url",
        "auth-token", "auth-plugin",
    ]

    /// Options without a value.
    private static let flags: [String: (variable: String, value: String)] = [
        "--insecure": ("OS_INSECURE", "true"), "--verify": ("OS_INSECURE", "false"), "--debug": (debug, "1"),
        "--timing": (timing, "1"), "--no-retry": (noRetry, "1"),
    ]

    /// The long options that `openstack` has as well.
    static let ofOpenStack: [String] =
        named.map { "--os-" + $0 } + flags.keys.filter { $0 != "--no-retry" } + ["--log-file"]
    /// All of them.
    static let all: Set<String> = Set(ofOpenStack + otherNamed.map { "--os-" + $0 } + flags.keys)

    /// Those whose values let others in.
    static let secret: [String] =
        [
            "password", "token", "auth-token", "passcode", "application-credential-secret", "client-secret",
            "access-token",
            "oauth2-client-secret", "idp-otp-key", "code",
        ].map { "--os-" + $0 } + ["--os_auth_token"]

    static let debug = "IMGSH_DEBUG"
    static let timing = "IMGSH_TIMING"
    static let noRetry = "IMGSH_NO_RETRY"
    static let logFile = "IMGSH_LOG_FILE"

    /// What says how much is told and tried, and of no cloud.
    static let told: Set = [debug, timing, noRetry, logFile]
    /// What changes the same in a session.
    static let settings = [debug: "config debug on", timing: "config timing on"]

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
    /// - Parameter names: what the door knows beside them.
    /// - Returns: the settings by the names of their variables, and the words that are left, with options in full.
    static func take(
        from words: [String], beside names: OptionNames
    ) throws(OptionProblem) -> (settings: [String: String], rest: [String]) {
        var settings: [String: String] = [:]
        var rest: [String] = []
        var left = words[...]
        var isBeforeCommand = true
        while let word = left.popFirst() {
            if word == "--" {
                rest += [word] + left
                break
            }
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let name = isBeforeCommand ? try names.whole(parts[0]) : try names.wholeBehindCommand(parts[0])
            if parts.count == 1, let flag = flags[name] {
                settings[flag.variable] = flag.value
                continue
            }
            guard all.contains(name), flags[name] == nil else {
                rest.append(([name] + parts.dropFirst()).joined(separator: "="))
                if !word.hasPrefix("-") {
                    isBeforeCommand = false
                } else if isBeforeCommand, parts.count == 1, names.own[name] == true, let value = left.popFirst() {
                    rest.append(value)
                }
                continue
            }
            settings[variable(name)] = try parts.count > 1 ? parts[1] : value(of: name, from: &left)
        }
        return (settings, rest)
    }

    /// The next word, unless it is an option: `--os-token $TOKEN` with an empty variable must not take what follows.
    private static func value(
        of option: String, from left: inout ArraySlice<String>
    ) throws(OptionProblem) -> String {
        guard let next = left.first else { throw .withoutValue(option) }
        guard !Word.mayBeOption(next) else { throw .beforeOption(option) }
        left.removeFirst()
        return next
    }

    private static func variable(_ option: String) -> String {
        option == "--log-file" ? logFile : "OS_" + option.dropFirst(5).uppercased().replacing("-", with: "_")
    }
}
