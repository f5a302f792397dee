internal import BackendKit
internal import CommandKit

/// Several images of one call, each once. All are looked up before anything is done to the first.
struct ImageBatch: Sendable {
    let targets: [(image: Image, span: SourceSpan?)]

    /// - Throws: ``ImageError``, pointing at the word that names no image or several.
    init(_ references: [ImageReference], in context: CommandContext) async throws {
        var targets: [(image: Image, span: SourceSpan?)] = []
        for reference in references {
            let found = try await context.resolve(reference)
            if !targets.contains(where: { $0.image.id == found.id }) { targets.append((found, reference.span)) }
        }
        self.targets = targets
    }

    var images: [Image] { targets.map(\.image) }

    /// Does something to one after the other. An error says how many were done before it.
    /// - Parameter done: what has become of those: "deleted".
    func each(
        _ done: String, in context: CommandContext, _ body: @escaping @Sendable (Image) async throws -> Void
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
