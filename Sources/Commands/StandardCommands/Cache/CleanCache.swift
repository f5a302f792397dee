internal import BackendKit
internal import CommandKit

/// `cached image clean`
struct CleanCache: Command {
    var signature: Signature {
        Signature(
            "cached image clean", "Remove what is invalid or half done from a service's cache",
            secondNames: ["cache-clean"],
            capabilities: [AnyCapability(.caching)],
            changes: .always("clean up the cache"),
            examples: [Example("cached image clean", "Tidy up")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        try await context.require(.caching).cleanCache()
    }
}
