internal import BackendKit
internal import CommandKit

/// `cached image clear`
struct ClearCache: Command {
    let part = Choice<CachePart>(
        "part", [("--cache", .cache, "Only what is cached"), ("--queue", .queue, "Only what waits")])
    let target = Option<CacheTarget>(
        "--target", value: "target", help: "The same, as the glance client says it: both, cache or queue")

    var signature: Signature {
        Signature(
            "cached image clear", "Empty a service's cache, its queue, or both", part, target,
            secondNames: ["cache-clear"],
            discussion: ["The images themselves stay."],
            capabilities: [AnyCapability(.caching)],
            examples: [
                Example("cached image clear", "Cache and queue"),
                Example("cached image clear --queue", "Only the queue"),
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        try await context.require(.caching).clearCache(call[part] ?? call[target]?.part)
    }
}

/// `--target` of `cache-clear`.
enum CacheTarget: String, ClosedChoice {
    case both, cache, queue
    static let noun = "part of a cache"
    var part: CachePart? { CachePart(rawValue: rawValue) }
}

/// `cached image prune`
struct PruneCache: Command {
    var signature: Signature {
        Signature(
            "cached image prune", "Shrink a service's cache to its size limit",
            secondNames: ["cache-prune"],
            capabilities: [AnyCapability(.caching)],
            examples: [Example("cached image prune", "Remove what was used longest ago")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let pruned = try await context.require(.caching).pruneCache()
        try context.console.write(line: "Pruned \(pruned.files) file(s), \(pruned.bytes) byte(s).")
    }
}

/// `cached image clean`
struct CleanCache: Command {
    var signature: Signature {
        Signature(
            "cached image clean", "Remove what is invalid or half done from a service's cache",
            secondNames: ["cache-clean"],
            capabilities: [AnyCapability(.caching)],
            examples: [Example("cached image clean", "Tidy up")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        try await context.require(.caching).cleanCache()
    }
}
