internal import BackendKit
internal import CommandKit

/// Several images of one call, each once; they may be on several backends. All are looked up before anything is done
/// to the first.
struct ImageBatch: Sendable {
    private(set) var targets: [(image: LocatedImage, span: SourceSpan?)] = []

    /// None yet.
    init() {}

    /// - Throws: ``ImageError``, pointing at the word that names no image or several.
    init(_ references: [ImageReference], in context: CommandContext) async throws {
        try await self.init(references) { try await context.locate($0) }
    }

    /// - Parameter capability: what is needed of each backend that holds one of the images.
    /// - Throws: as ``init(_:in:)``, and ``ImageError`` with code `.unsupported`.
    init<Facet>(
        _ references: [ImageReference], with capability: Capability<Facet>, in context: CommandContext
    ) async throws {
        try await self.init(references) { try await context.locate($0, with: capability).0 }
    }

    private init(
        _ references: [ImageReference], _ locate: (ImageReference) async throws -> LocatedImage
    ) async throws {
        for reference in references { add(try await locate(reference), at: reference.span) }
    }

    /// An image that is there by its ID is there by its name as well.
    mutating func add(_ image: LocatedImage, at span: SourceSpan?) {
        let isKnown = targets.contains { $0.image.id == image.id && $0.image.place.choice == image.place.choice }
        if !isKnown { targets.append((image, span)) }
    }

    var images: [LocatedImage] { targets.map(\.image) }

    /// The names of the backends that hold the images, in the order of the images.
    var backendNames: [String] {
        var names: [String] = []
        for image in images where !names.contains(image.backend.info.name) { names.append(image.backend.info.name) }
        return names
    }

    /// Does something to one after the other. An error says how many were done before it.
    /// - Parameter done: what has become of those: "deleted".
    func each(
        _ done: String, in context: CommandContext, _ body: @escaping @Sendable (LocatedImage) async throws -> Void
    ) async throws {
        var count = 0
        for target in targets {
            do {
                try await context.located(at: target.span) { try await body(target.image) }
                count += 1
            } catch let located as LocatedError where targets.count > 1 {
                var error = located.error
                error.message +=
                    count == 0 ? "; no image was \(done)" : "; \(count) of \(targets.count) images were \(done) before"
                throw LocatedError(error: error, span: located.span)
            }
        }
    }
}
