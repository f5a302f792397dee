public import BackendKit

extension Session {
    /// The backend at the same place that has what the chosen one lacks: Nova beside Glance, for servers. It is opened
    /// with the same settings, so that it is about the same project.
    /// - Returns: `nil` when the chosen one has it, or nothing beside it has.
    /// - Throws: ``ImageError``; with code `.conflict` when one with other settings goes by its name.
    public func companion(
        of choice: BackendChoice, for capability: AnyCapability
    ) async throws -> (any ImageBackend)? {
        let chosen = try await open(choice).backend
        guard !capability.isPresent(in: chosen), let name = chosen.alternative(for: capability) else { return nil }
        return try await open(BackendChoice(try BackendAddress(parsing: name), settings: choice.settings)).backend
    }
}
