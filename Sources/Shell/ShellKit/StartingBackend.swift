internal import BackendKit
internal import CommandKit

/// Which backend a session begins with: `--backend`, else `IMGSH_BACKEND`, else what the start file chooses (only
/// before a prompt), else what a provider takes the environment to mean, such as the Glance of the cloud that the options
/// or variables of the openstack client name, else the local store.
enum StartingBackend {
    /// - Throws: ``ImageError`` when what was typed is no address.
    static func address(
        _ option: String?, _ environment: BackendEnvironment, _ registry: Registry
    ) throws(ImageError) -> BackendAddress {
        if let address = try chosen(option, environment) { return address }
        return registry.providers.lazy.compactMap { $0.meant(environment) }.first ?? BackendAddress(kind: "local")
    }

    /// The backend that was chosen for this start, which a start file does not change.
    /// - Throws: ``ImageError`` when what was typed is no address.
    static func chosen(_ option: String?, _ environment: BackendEnvironment) throws(ImageError) -> BackendAddress? {
        guard let text = option ?? environment["IMGSH_BACKEND"] else { return nil }
        return try BackendAddress(parsing: text)
    }
}
