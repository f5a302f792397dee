internal import BackendKit

/// The `OS_*` variables, and the options that stand for them, as settings of a cloud.
struct CloudEnvironment {
    private let environment: BackendEnvironment
    /// What counts more than any of them.
    private let address: BackendAddress?

    init(_ environment: BackendEnvironment, at address: BackendAddress? = nil) {
        self.environment = environment
        self.address = address
    }

    /// Whether the environment names a place to log in, or a service that needs no login, and so is a cloud by itself.
    /// (openstacksdk takes any variable for a cloud, even `OS_INTERFACE` alone; then a file with one cloud could not be
    /// used beside it.)
    var saysWhere: Bool {
        if ["OS_AUTH_URL", "OS_ENDPOINT", "OS_URL"].contains(where: { environment[$0] != nil }) { return true }
        // As the glance client has it, a token and an address need no login.
        if environment[Self.imageURL] != nil, Self.tokens.contains(where: { environment[$0] != nil }) { return true }
        return Self.overrides.contains { environment[$0] != nil }
            && settings(Self.otherVariables)["auth_type"]?.text == "none"
    }

    /// The options that are about a cloud, by the names of their variables, in order. What is the default anyway, such as
    /// the version of an API or `--verify`, says nothing.
    var options: [String] {
        environment.options.filter { name, value in
            name.hasPrefix("OS_") && !name.hasSuffix("_API_VERSION") && !value.isEmpty
                && (name != "OS_INSECURE" || value == "true")
        }.keys.sorted()
    }

    private static let tokens = authVariables.filter { $0.key == "token" }.map(\.variable)

    private static let overrides =
        otherVariables.filter { $0.key.hasSuffix("_endpoint_override") }.map(\.variable)

    var region: Setting? {
        guard let address, let region = address.region else { return setting("OS_REGION_NAME") }
        return Setting(.text(region), at: .address(address))
    }

    /// Settings of `auth`; of two variables for one key the first that is set counts.
    private static let authVariables: [(variable: String, key: String)] =
        CloudEntry.authKeys.sorted().map { ("OS_" + $0.uppercased(), $0) } + [
            ("OS_TENANT_ID", "project_id"), ("OS_TENANT_NAME", "project_name"), ("OS_AUTH_TOKEN", "token"),
            ("OS_URL", "endpoint"), ("OS_DEFAULT_DOMAIN", "default_domain_id"),
        ]

    private static let otherVariables: [(variable: String, key: String)] =
        [
            ("OS_AUTH_TYPE", "auth_type"), ("OS_AUTH_PLUGIN", "auth_type"), ("OS_INTERFACE", "interface"),
            ("OS_ENDPOINT_TYPE", "interface"), ("OS_CACERT", "cacert"), ("OS_CERT", "cert"), ("OS_KEY", "key"),
            ("OS_INSECURE", "insecure"), ("OS_SERVICE_PROVIDER", "service_provider"),
            ("OS_API_TIMEOUT", "api_timeout"),
        ]
        + ServiceKind.allCases.flatMap { kind in
            [
                "endpoint_override", "interface", "endpoint_type", "region_name", "service_type", "service_name",
                "api_version", "default_microversion",
            ].flatMap { option in
                kind.settingNames.map { ("OS_\($0)_\(option)".uppercased(), "\(kind.rawValue)_\(option)") }
            }
        }
        // What the glance client calls it.
        + [(imageURL, "image_endpoint_override")]

    static let imageURL = "OS_IMAGE_URL"

    /// Keys of which each displaces the others when it comes from above, as variables are above the file and options
    /// above variables: a project that is named by an option is not to be mixed with the ID of another one in a
    /// variable.
    private static let alternatives: [Set<String>] =
        [
            ["username", "user_id"], ["project_name", "project_id", "system_scope", "trust_id"],
            ["user_domain_id", "user_domain_name"], ["project_domain_id", "project_domain_name"],
            ["domain_id", "domain_name"], ["default_domain_id", "default_domain_name"],
            ["application_credential_id", "application_credential_name"], ["interface", "endpoint_type"],
            ["verify", "insecure"],
        ] + ServiceKind.allCases.map { ["\($0.rawValue)_interface", "\($0.rawValue)_endpoint_type"] }

    private func option(_ name: String) -> Setting? {
        environment.options[name].map { Setting(.text($0), at: .option(name)) }
    }

    /// An empty variable counts as unset.
    private func variable(_ name: String) -> Setting? {
        environment.variables[name].flatMap { $0.isEmpty ? nil : Setting(.text($0), at: .variable(name)) }
    }

    private func setting(_ name: String) -> Setting? { option(name) ?? variable(name) }

    /// What the variables say of these keys, with what the options say laid over it.
    private func settings(_ names: [(variable: String, key: String)]) -> SettingMap {
        var variables = SettingMap()
        var options = SettingMap()
        for (name, key) in names {
            if variables[key] == nil { variables[key] = variable(name) }
            if options[key] == nil { options[key] = option(name) }
        }
        return Self.laid(options, over: variables)
    }

    /// The settings with what options and environment say laid over them.
    func overlay(_ lower: SettingMap, region: String?) -> SettingMap {
        var result = Self.laid(settings(Self.otherVariables), over: lower)
        let auth = Self.laid(settings(Self.authVariables), over: lower["auth"]?.map ?? SettingMap())
        result["auth"] = Setting(.map(auth), at: lower["auth"]?.place ?? .variable("OS_AUTH_URL"))
        if let asked = self.region {
            result["region_name"] = Setting(.text(region ?? asked.text ?? ""), at: asked.place)
        }
        return result
    }

    private static func laid(_ upper: SettingMap, over lower: SettingMap) -> SettingMap {
        var rest = lower
        for group in alternatives
        where upper.entries.contains(where: { group.contains($0.key) && $0.setting.text?.isEmpty != true }) {
            for key in group { rest[key] = nil }
        }
        return rest.overlaid(with: upper)
    }

    /// One warning when variables say something other than the file. Names the keys, never the values. An option is
    /// the user's word of this moment and warns nobody.
    func warnOfDisagreement(with cloud: SettingMap, file: String) {
        var keys: [String] = []
        for (variables, lower) in [
            (Self.authVariables, cloud["auth"]?.map ?? SettingMap()), (Self.otherVariables, cloud),
        ] {
            let upper = settings(variables)
            for (key, setting) in upper.entries {
                guard case .variable(let variable) = setting.place else { continue }
                let group = Self.alternatives.first { $0.contains(key) } ?? [key]
                let others = lower.entries.filter { group.contains($0.key) && $0.setting.text != nil }
                let isDifferent =
                    if let same = lower[key]?.text {
                        !same.trimming("/").utf8.elementsEqual((setting.text ?? "").trimming("/").utf8)
                    } else {
                        !others.isEmpty && !others.contains { upper[$0.key] != nil }
                    }
                if isDifferent { keys.append(variable) }
            }
        }
        guard !keys.isEmpty else { return }
        environment.diagnostics.warnOnce(
            "the environment and '\(file)' disagree; the environment counts: \(keys.joined(separator: ", "))")
    }
}
