extension ServiceKind {
    /// What the names of its settings may begin with, as they do in files and variables: `block_storage`, `volumev3`.
    /// The service's own name is among them, and is the one that is used here.
    var settingNames: [String] { catalogueTypes.map { $0.replacing("-", with: "_") } }

    /// The name that is used here for a setting of a service: `volume_interface` for `block_storage_interface`.
    /// - Returns: the key itself when it belongs to no service, or has that name already.
    static func settingKey(_ key: String) -> String {
        for kind in allCases {
            for name in kind.settingNames where name != kind.rawValue && key.hasPrefix(name + "_") {
                return kind.rawValue + key.dropFirst(name.count)
            }
        }
        return key
    }
}
