internal import CommandKit

/// Another client in whose place the program stands when it is called by that client's name: its options before a
/// command, only its commands, and always a service. Neither the start file nor the local store plays a part, so that
/// an old script does the same for everybody.
enum Dialect: String, Sendable, Equatable {
    case openstack, glance

    /// - Parameter program: as the system hands it over: a name or a path.
    init?(program: String) {
        self.init(rawValue: String(program.split(separator: "/").last ?? ""))
    }

    /// Options before a command that take no value, and change nothing here: what they would show is not shown, or
    /// always done.
    var flagsWithoutEffect: Set<String> {
        switch self {
        case .openstack: ["-v", "--verbose", "--os-beta-command"]
        case .glance: ["-v", "--verbose", "-f", "--force", "--get-schema", "--no-ssl-compression"]
        }
    }

    /// Options before a command that take a value, and change nothing here.
    var optionsWithoutEffect: Set<String> {
        switch self {
        case .openstack: ["--profile"]
        case .glance: ["--profile", "--timeout", "--os-service-type"]
        }
    }

    /// Other spellings of options that are settings.
    var otherSpellings: [String: String] {
        switch self {
        case .openstack: [:]
        case .glance:
            [
                "-d": "--debug", "--ca-file": "--os-cacert", "--cert-file": "--os-cert", "--key-file": "--os-key",
                "--collect-timing": "--timing", "--os-user-name": "--os-username",
                "--os_auth_token": "--os-auth-token", "--os_endpoint_type": "--os-endpoint-type",
                "--os_image_api_version": "--os-image-api-version", "--os_image_url": "--os-image-url",
                "--os_region_name": "--os-region-name", "--os_service_type": "--os-service-type",
                "--os_tenant_id": "--os-tenant-id", "--os_tenant_name": "--os-tenant-name",
            ]
        }
    }

    /// The options before a command.
    var optionNames: OptionNames {
        var names = OptionNames()
        for flag in flagsWithoutEffect.union(["--quiet", "--version", "--help"]) where flag.hasPrefix("--") {
            names.own[flag] = false
        }
        for option in optionsWithoutEffect { names.own[option] = true }
        names.otherSpellings = otherSpellings
        switch self {
        case .openstack: names.shortenable = GlobalOptions.ofOpenStack + names.own.keys
        case .glance:
            names.shortenable = Self.settingsOfGlance.map { "--os-" + $0 } + names.own.keys + otherSpellings.keys
            names.shortenable += ["--debug", "--insecure"]
        }
        return names
    }

    private static let settingsOfGlance = [
        "auth-plugin", "auth-token", "auth-type", "auth-url", "cacert", "cert", "default-domain-id",
        "default-domain-name", "domain-id", "domain-name", "endpoint-type", "image-api-version", "image-url", "key",
        "password", "project-domain-id", "project-domain-name", "project-id", "project-name", "region-name",
        "system-scope", "tenant-id", "tenant-name", "trust-id", "user-domain-id", "user-domain-name", "user-id",
        "username",
    ]

    /// Checks that a line is one of the other client's.
    /// - Throws: ``UsageError`` for a command that has nothing to do with images.
    func check(_ words: [String], in registry: Registry) throws(UsageError) {
        let name = words.prefix { !$0.hasPrefix("-") }
        guard let first = name.first, !["help", "__complete"].contains(first) else { return }
        let isKnown =
            switch self {
            case .openstack:
                first == "image" || first == "cached" || (first == "server" && name.dropFirst().first == "image")
            case .glance:
                first == "usage" || registry.command(for: [first])?.command.name.all.contains(first) == true
            }
        guard !isKnown else { return }
        let shown = name.prefix(2).joined(separator: " ")
        let place = SourceSpan(line: 1, column: 1, length: 0)
        switch self {
        case .openstack:
            throw UsageError(
                "'\(shown)' is no command for images, and imgsh stands in for 'openstack' with those only",
                at: place, hint: "openstack help image")
        case .glance:
            throw UsageError(
                "glance has no command '\(first)'", at: place,
                hint: Suggestion.nearest(to: first, in: Self.words(of: registry)) ?? "glance help")
        }
    }

    /// The words of a command as they are typed here: what has its values as only glance takes them says so.
    func line(_ words: [String]) -> [String] { self == .glance ? [rawValue] + words : words }

    /// The commands of one word with a hyphen, as glance has them.
    private static func words(of registry: Registry) -> [String] {
        registry.commands.flatMap(\.name.all).filter { $0.contains("-") && !$0.contains(" ") }
    }
}
