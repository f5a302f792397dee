public import BackendKit
internal import FileIO

/// Finds the settings of a cloud: from options, then the environment, then `clouds.yaml`, `secure.yaml` and
/// `clouds-public.yaml`, by the rules of openstacksdk. Where the two reference clients differ it is the `openstack`
/// command that is followed: the environment goes before the file.
public struct CloudResolver: Sendable {
    private let environment: BackendEnvironment
    private let address: BackendAddress?
    private let files: CloudsFiles

    /// - Parameters:
    ///   - address: its region counts more than what else says one.
    ///   - currentDirectory: where files are looked for first.
    ///   - siteDirectories: where they are looked for last.
    public init(
        _ environment: BackendEnvironment, at address: BackendAddress? = nil, currentDirectory: String = ".",
        siteDirectories: [String] = ["/etc/xdg/openstack", "/etc/openstack"]
    ) {
        self.environment = environment
        self.address = address
        files = CloudsFiles(
            environment: environment, currentDirectory: currentDirectory, siteDirectories: siteDirectories)
    }

    /// The settings of the named cloud, or of the one that is meant: `OS_CLOUD`, else the environment's when it says
    /// where to log in, else the only one there is.
    /// - Throws: ``ImageError`` with code `.usage` that names file, line and key, never a secret; `.local` for a file
    ///   that is not safe to use.
    public func settings(cloud name: String? = nil) async throws -> CloudSettings {
        try await BlockingWork.run { try resolve(name) }
    }

    /// The settings of the cloud an address means. Its region counts more than what else says one, for all services.
    public static func settings(
        at address: BackendAddress, _ environment: BackendEnvironment
    ) async throws -> CloudSettings {
        var settings = try await CloudResolver(environment, at: address).settings(cloud: address.cloud)
        if address.region != nil {
            for kind in ServiceKind.allCases { settings.services[kind]?.region = nil }
        }
        return settings
    }

    /// The address of a cloud's kind of backend that options and environment mean without naming any: `OS_CLOUD`, the
    /// cloud of the environment, or with any option about a cloud the one that there is: whoever types such an option means
    /// no local store, while variables are left from other work.
    /// - Returns: `nil` when they mean no cloud.
    public static func address(of kind: String, meantBy environment: BackendEnvironment) -> BackendAddress? {
        let cloud = environment["OS_CLOUD"]
        let said = CloudEnvironment(environment)
        guard cloud != nil || said.saysWhere || !said.options.isEmpty else { return nil }
        return BackendAddress(kind: kind, cloud: cloud)
    }

    /// The clouds, and the regions that their entries name, for completion.
    public func clouds() async throws -> [(name: String, regions: [String])] {
        try await BlockingWork.run {
            let clouds = try readEntries().entries.entries.map { cloud in
                (cloud.key, CloudEntry.regions(of: cloud.setting.map?.normalized() ?? SettingMap()))
            }
            return CloudEnvironment(environment).saysWhere ? clouds + [(environmentName, [])] : clouds
        }
    }

    private var environmentName: String { environment["OS_CLOUD_NAME"] ?? "envvars" }

    private func resolve(_ wanted: String?) throws(ImageError) -> CloudSettings {
        let variables = CloudEnvironment(environment, at: address)
        let (entries, sources) = try readEntries()
        if variables.saysWhere, entries[environmentName] != nil {
            throw ImageError(
                .usage, "the environment and a file both have a cloud '\(environmentName)'",
                hint: "export OS_CLOUD_NAME=other")
        }
        let name = try choose(wanted ?? environment["OS_CLOUD"], among: entries, variables)
        guard let entry = entries[name] else {
            return try read(variables.overlay(SettingMap(), region: nil), name: name, file: nil, sources: [])
        }
        let file = if case .file(let path, _) = entry.place { path } else { "" }
        guard let written = entry.map ?? (entry.isNull ? SettingMap() : nil) else {
            throw entry.mistake("cloud '\(name)' must be a map of settings")
        }
        var cloud = CloudEntry(name: name, file: file, settings: written.normalized())
        try cloud.applyProfile { () throws(ImageError) in try files.read(.publicClouds) }
        let region = try cloud.chooseRegion(variables.region)
        try cloud.renameOldKeys()
        variables.warnOfDisagreement(with: cloud.settings, file: file)
        let settings = variables.overlay(cloud.settings, region: region)
        return try read(settings, name: name, file: file, sources: sources)
    }

    private func read(
        _ settings: SettingMap, name: String, file: String?, sources: [String]
    ) throws(ImageError) -> CloudSettings {
        let reader = CloudReader(
            name: name, file: file, sources: sources, settings: settings, files: files, environment: environment)
        return try reader.filledIn().resolved()
    }

    /// The clouds of `clouds.yaml` with those of `secure.yaml` laid over them.
    private func readEntries() throws(ImageError) -> (entries: SettingMap, sources: [String]) {
        var all = SettingMap()
        let found = [try files.read(.clouds), try files.read(.secure)].compactMap { $0 }
        for file in found {
            guard let clouds = file.root["clouds"], !clouds.isNull else { continue }
            guard let map = clouds.map else { throw clouds.mistake("'clouds' must be a map of clouds by name") }
            for (name, entry) in map.entries {
                if let lower = all[name], let below = lower.map, let above = entry.map {
                    all[name] = Setting(.map(below.normalized().overlaid(with: above.normalized())), at: lower.place)
                } else if all[name] == nil || !entry.isNull {
                    all[name] = entry
                }
            }
        }
        return (all, found.map(\.path))
    }

    private func choose(
        _ wanted: String?, among entries: SettingMap, _ variables: CloudEnvironment
    ) throws(ImageError) -> String {
        let names = entries.entries.map(\.key)
        if let wanted {
            if entries[wanted] != nil || (variables.saysWhere && wanted == environmentName) { return wanted }
            throw ImageError(
                .usage, "there is no cloud '\(wanted)'", details: names.isEmpty ? whereLooked : [list(names)],
                hint: names.first.map { "backend use glance@\($0)" })
        }
        if variables.saysWhere { return environmentName }
        if let first = names.first {
            if names.count == 1 { return first }
            let atPrompt = "backend use glance@\(first)"
            throw ImageError(
                .usage, "there are several clouds, and none is chosen", details: [list(names)],
                hint: variables.options.isEmpty ? atPrompt : "--os-cloud \(first), or at the prompt: \(atPrompt)")
        }
        throw noCloud(variables.options)
    }

    /// - Parameter options: of the command line that are about a cloud.
    private func noCloud(_ options: [String]) -> ImageError {
        guard let option = options.first(where: { $0 == CloudEnvironment.imageURL }) ?? options.first else {
            return ImageError(
                .usage, "no cloud is configured: OS_AUTH_URL is not set, and there is no clouds.yaml",
                details: whereLooked)
        }
        let hint =
            option == CloudEnvironment.imageURL
            ? "export OS_TOKEN=…, which with an address needs no login" : "--os-auth-url URL, or --os-cloud NAME"
        return ImageError(
            .usage,
            "no cloud is configured for \(Setting.Place.option(for: option)): OS_AUTH_URL is not set, and there is no "
                + "clouds.yaml", details: whereLooked, hint: hint)
    }

    private func list(_ names: [String]) -> String {
        let shown = names.prefix(20).joined(separator: ", ")
        return "there are: \(shown)\(names.count > 20 ? " and \(names.count - 20) more" : "")"
    }

    private var whereLooked: [String] {
        ["looked for clouds.yaml in: " + files.directories.joined(separator: ", ")]
    }
}
