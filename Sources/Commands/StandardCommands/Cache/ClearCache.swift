internal import BackendKit
internal import CommandKit

/// `cached image clear`
struct ClearCache: NamedCommand {
    static let name = CommandName("cached image clear", or: "cache-clear")

    let part = Choice<CachePart>(
        "part", [("--cache", .cache, "Only what is cached"), ("--queue", .queue, "Only what waits")])
    let target = Option<CacheTarget>(
        "--target", value: "target", help: "The same, as the glance client says it: both, cache or queue")

    var signature: Signature {
        Signature(
            Self.name, "Empty a service's cache, its queue, or both", part, target,
            discussion: ["The images themselves stay."],
            capabilities: [AnyCapability(.caching)],
            changes: .always("empty the cache"),
            examples: [
                Example("cached image clear", "Cache and queue"),
                Example("cached image clear --queue", "Only the queue"),
            ])
    }

    func check(_ call: Call) throws(UsageError) {
        if call.has(part), call.has(target) {
            throw UsageError(
                "--target says the same as --cache and --queue; one of them is enough",
                at: call.spans(of: target).first, hint: "cached image clear --queue")
        }
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        try await context.require(.caching).clearCache(call[part] ?? call[target]?.part)
    }
}
