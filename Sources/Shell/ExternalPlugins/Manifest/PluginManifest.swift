internal import BackendKit
internal import CommandKit

/// What a plugin says about itself.
struct PluginManifest: Sendable {
    /// The plugin's own, if it has one.
    let version: String?
    let commands: [ManifestCommand]
}

/// A command of a plugin.
struct ManifestCommand: Sendable {
    /// What the plugin needs to know of the backend.
    enum Access: String, Sendable, CaseIterable {
        /// Its name. Nothing is opened, and nobody logs in.
        case none
        /// Where it is.
        case place
        /// That, and a token.
        case token

        var extent: AccessExtent? {
            switch self {
            case .none: nil
            case .place: .place
            case .token: .token
            }
        }
    }

    let signature: Signature
    let access: Access
    /// Whether it may change anything: then a dry run only says that it would be run.
    let changes: Bool
}
