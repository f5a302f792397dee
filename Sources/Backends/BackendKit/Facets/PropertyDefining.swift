/// Telling which properties images may have, and what they may say.
public protocol PropertyDefining: Sendable {
    /// The properties that are defined for images, in byte order of their names. Several namespaces may define one of
    /// a name, each with values of its own. Images may have other properties as well.
    /// - Throws: ``ImageError`` with code `.unsupported` when the service has no definitions.
    func imageProperties() async throws -> [PropertyDefinition]
}

extension Capability<any PropertyDefining> {
    public static var defining: Self { Self("define", "tell which properties images may have") }
}
