/// Something that brings commands and backends.
public protocol Plugin: Sendable {
    /// Named when two plugins bring things of one name.
    var name: String { get }
    /// Hands over all that it brings.
    /// - Throws: what the registrar throws, ``RegistrationConflict`` above all; it ends the start.
    func register(with registrar: inout Registrar) throws
}
