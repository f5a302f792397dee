internal import BackendKit
internal import CommandKit

/// Which backend a session begins with: `--backend`, else `IMGSH_BACKEND`, else the Glance of the cloud that the
/// options or variables of the openstack client name, else the local store.
enum StartingBackend {
    /// - Throws: ``ImageError`` when what was typed is no address.
    static func address(
        _ option: String?, _ environment: BackendEnvironment, _ registry: Registry
    ) throws(ImageError) -> BackendAddress {
        if let text = option ?? environment["IMGSH_BACKEND"] { return try BackendAddress(parsing: text) }
        let namesCloud = ["OS_CLOUD", "OS_AUTH_URL"].contains { environment[$0] != nil }
        return BackendAddress(kind: namesCloud && registry.provider("glance") != nil ? "glance" : "local")
    }
}
