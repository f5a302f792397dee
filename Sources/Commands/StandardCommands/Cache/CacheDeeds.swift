internal import BackendKit
internal import CommandKit

/// What is done to the images of a cache, each for itself.
enum CacheDeeds {
    /// - Parameter deed: what becomes of each: "queued".
    static func each(
        _ references: [ImageReference], _ deed: String, in context: CommandContext,
        _ body: @escaping @Sendable (Image.ID, any ImageCaching) async throws -> Void
    ) async throws {
        var deeds = Deeds(deed, to: references.count, .images, in: context)
        let batch = try await deeds.find(references) { try await context.locate($0, with: .caching).0 }
        try await deeds.each(batch.targets) { try await body($0.id, try $0.require(.caching)) }
        try deeds.finish()
    }
}
