internal import BackendKit
internal import CommandKit

/// `cached image prune`
struct PruneCache: NamedCommand {
    static let name = CommandName("cached image prune", or: "cache-prune")

    var signature: Signature {
        Signature(
            Self.name, "Shrink a service's cache to its size limit",
            capabilities: [AnyCapability(.caching)],
            changes: .always("shrink the cache"),
            examples: [Example("cached image prune", "Remove what was used longest ago")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let pruned = try await context.require(.caching).pruneCache()
        try context.console.write(line: "Pruned \(pruned.files) file(s), \(pruned.bytes) byte(s).")
    }
}
