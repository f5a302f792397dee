public import BackendKit

/// Something to tell a person once, before the first prompt: work that was left unfinished, for instance.
public protocol StartNotice: Sendable {
    /// - Returns: one line, or `nil` when there is nothing to tell. Must not wait for a network.
    func text(_ environment: BackendEnvironment) async -> String?
}
