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
        if let address = try chosen(option, environment, registry) { return address }
        return meant(environment, registry) ?? BackendAddress(kind: "local")
    }

    /// The backend that was chosen for this start, which a start file does not change.
    /// - Throws: ``ImageError`` when what was typed is no address.
    static func chosen(
        _ option: String?, _ environment: BackendEnvironment, _ registry: Registry
    ) throws(ImageError) -> BackendAddress? {
        if let option { return try BackendAddress(parsing: option) }
        guard let variable = environment["IMGSH_BACKEND"] else { return nil }
        let address = try BackendAddress(parsing: variable)
        // Options come before variables: whoever types one about a cloud means no local store.
        guard let provider = registry.provider(address.kind), !provider.isOfClouds else { return address }
        let typed = BackendEnvironment(variables: [:], options: environment.options)
        return meant(typed, registry) == nil ? address : meant(environment, registry)
    }

    private static func meant(_ environment: BackendEnvironment, _ registry: Registry) -> BackendAddress? {
        registry.providers.lazy.compactMap { $0.meant(environment) }.first
    }
}
