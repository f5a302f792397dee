internal import BackendKit
internal import CommandKit

/// `cached image clean`
struct CleanCache: NamedCommand {
    static let name = CommandName("cached image clean", or: "cache-clean")

    var signature: Signature {
        Signature(
            Self.name, "Remove what is invalid or half done from a service's cache",
            capabilities: [AnyCapability(.caching)],
            changes: .always("clean up the cache"),
            examples: [Example("cached image clean", "Tidy up")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        try await context.require(.caching).cleanCache()
    }
}
