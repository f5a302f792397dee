internal import BackendKit

/// A cloud as the files have it, on its way to plain settings.
struct CloudEntry {
    let name: String
    let file: String
    /// By ``SettingMap/normalized()``.
    var settings: SettingMap

    /// Lays the entry over the profile it names.
    mutating func applyProfile(_ read: () throws(ImageError) -> CloudsFile?) throws(ImageError) {
        guard let named = settings["profile"] ?? settings["cloud"], let profile = named.text else { return }
        settings["profile"] = nil
        settings["cloud"] = nil
        if let lower = try read()?.root["public-clouds"]?.map?[profile]?.map {
            settings = lower.normalized().overlaid(with: settings)
        } else if settings["auth"]?.map?["auth_url"] == nil {
            throw named.mistake(
                "profile '\(profile)' is in no clouds-public.yaml, and no profiles are built in",
                hint: "auth: {auth_url: https://…}")
        }
    }

    /// Lays the values of the region in use over the entry.
    /// - Parameter wanted: what options or the environment say.
    /// - Returns: the region, from there, from `region_name`, or the first of `regions`.
    /// - Throws: ``ImageError`` for one that the entry does not have. Where it lists none, an option or an address may
    ///   name any: somebody means that now.
    mutating func chooseRegion(_ wanted: Setting?) throws(ImageError) -> String? {
        let asked = wanted ?? settings["region_name"]
        guard let listed = settings["regions"] else {
            // A list in one text is an old form; its first region is the one to use.
            let region = asked?.text?.split(separator: ",").first.map { $0.trimming(" ") }
            if let wanted, case .variable = wanted.place { try checkRegion(wanted, of: Self.regions(of: settings)) }
            // One from elsewhere is laid over the entry's own later, which until then can be compared with it.
            if wanted == nil, let region, let asked {
                settings["region_name"] = Setting(.text(region), at: asked.place)
            }
            return region
        }
        guard case .list(let regions) = listed.value else { throw listed.mistake("'regions' must be a list") }
        settings["regions"] = nil
        var known: [String] = []
        for region in regions {
            guard let name = region.text ?? region.map?["name"]?.text else {
                throw region.mistake("a region needs a name: R1, or {name: R1, values: {…}}")
            }
            known.append(name)
        }
        guard let name = asked?.text ?? known.first else { return nil }
        guard let place = known.firstIndex(where: { $0.utf8.elementsEqual(name.utf8) }) else {
            throw (asked ?? listed).mistake(
                "cloud '\(self.name)' has no region '\(name)'; it has: \(known.joined(separator: ", "))",
                hint: asked.flatMap { hint(known.first, insteadOf: $0) })
        }
        if let values = regions[place].map?["values"]?.map { settings = settings.overlaid(with: values.normalized()) }
        settings["region_name"] = Setting(.text(name), at: regions[place].place)
        return name
    }

    /// A variable that is left of another cloud must not lead there, as it does not lead `openstack`
    /// (<https://opendev.org/openstack/openstacksdk/src/branch/master/openstack/config/loader.py>, `_get_region`).
    private func checkRegion(_ wanted: Setting, of own: [String]) throws(ImageError) {
        guard let name = wanted.text, let first = own.first,
            !own.contains(where: { $0.utf8.elementsEqual(name.utf8) })
        else { return }
        var error = wanted.mistake(
            "cloud '\(self.name)' has no region '\(name)'; it has: \(own.joined(separator: ", "))",
            hint: hint(first, insteadOf: wanted))
        error.details = ["--os-region-name \(name) and glance@\(self.name):\(name) lead there all the same"]
        throw error
    }

    /// What to type for a region that the cloud has, where another one was asked for.
    private func hint(_ region: String?, insteadOf asked: Setting) -> String? {
        guard let region else { return nil }
        switch asked.place {
        case .option(let name): return "\(Setting.Place.option(for: name)) \(region)"
        case .variable: return "backend use glance@\(name):\(region)"
        case .address(let address): return "backend use \(address.inRegion(region))"
        case .file: return nil
        }
    }

    /// The regions that an entry lists; mistakes are left to whoever uses the cloud.
    static func regions(of settings: SettingMap) -> [String] {
        guard case .list(let regions)? = settings["regions"]?.value else {
            return settings["region_name"]?.text?.split(separator: ",").map { $0.trimming(" ") } ?? []
        }
        return regions.compactMap { $0.text ?? $0.map?["name"]?.text }
    }

    /// Settings of `auth` that may also stand beside it.
    static let authKeys: Set<String> = [
        "auth_url", "username", "user_id", "password", "user_domain_id", "user_domain_name", "project_id",
        "project_name", "project_domain_id", "project_domain_name", "domain_id", "domain_name", "system_scope",
        "trust_id", "token", "endpoint", "application_credential_id", "application_credential_name",
        "application_credential_secret", "default_domain_id", "default_domain_name",
    ]

    private static let oldAuthKeys = [
        "tenant_id": "project_id", "tenant_name": "project_name", "user_name": "username", "auth_token": "token",
        "default_domain": "default_domain_id", "url": "endpoint",
    ]

    /// Brings all names to one form, and what belongs to the login below `auth`.
    mutating func renameOldKeys() throws(ImageError) {
        var auth = SettingMap()
        if let written = settings["auth"] {
            guard let map = written.map else { throw written.mistake("'auth' must be a map of settings") }
            auth = map
        }
        for (old, new) in Self.oldAuthKeys.sorted(by: { $0.key < $1.key }) {
            if auth[new] == nil, let value = auth[old] { auth[new] = value }
            auth[old] = nil
            if settings[new] == nil, let value = settings[old] { settings[new] = value }
            settings[old] = nil
        }
        for key in Self.authKeys.sorted() {
            if let value = settings[key] { auth[key] = value }
            settings[key] = nil
        }
        if settings["auth_type"] == nil { settings["auth_type"] = settings["auth_plugin"] }
        settings["auth_plugin"] = nil
        settings["auth"] = Setting(.map(auth), at: settings["auth"]?.place ?? .file(file, line: 1))
    }
}

extension StringProtocol {
    /// Without these characters at both ends.
    func trimming(_ characters: String) -> String {
        let isOther: (Character) -> Bool = { !characters.contains($0) }
        guard let start = firstIndex(where: isOther), let end = lastIndex(where: isOther) else { return "" }
        return String(self[start...end])
    }
}
