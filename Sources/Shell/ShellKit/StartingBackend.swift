internal import BackendKit
internal import CommandKit

/// Which backend a session begins with: `--backend`, else `IMGSH_BACKEND`, else what the start file chooses (only
/// before a prompt), else the Glance of the cloud that the options or variables of the openstack client name, else the
/// local store.
enum StartingBackend {
    /// - Throws: ``ImageError`` when what was typed is no address.
    static func address(
        _ option: String?, _ environment: BackendEnvironment, _ registry: Registry
    ) throws(ImageError) -> BackendAddress {
        if let address = try chosen(option, environment) { return address }
        let cloud = environment["OS_CLOUD"]
        let saysWhere = environment["OS_AUTH_URL"] != nil || environment["OS_ENDPOINT"] != nil
        guard cloud != nil || saysWhere, registry.provider("glance") != nil else {
            return BackendAddress(kind: "local")
        }
        return BackendAddress(kind: "glance", cloud: cloud)
    }

    /// The backend that was chosen for this start, which a start file does not change.
    /// - Throws: ``ImageError`` when what was typed is no address.
    static func chosen(_ option: String?, _ environment: BackendEnvironment) throws(ImageError) -> BackendAddress? {
        guard let text = option ?? environment["IMGSH_BACKEND"] else { return nil }
        return try BackendAddress(parsing: text)
    }
}
