internal import BackendKit
internal import CommandKit

/// The images that are to be copied, each once; they may be on several backends. All are looked up before the first
/// is copied.
struct CopySelection: Sendable {
    struct Target: Sendable {
        let image: Image
        let place: CopyPlace
        /// The word that means it.
        let span: SourceSpan?
    }

    private(set) var targets: [Target] = []

    /// - Throws: ``ImageError``, pointing at the word that means no image, or several by one name.
    init(_ references: [ImageReference], in context: CommandContext) async throws {
        for reference in references {
            let (parts, open) = try await context.open(reference)
            let place = CopyPlace(open, home: context.home)
            let pattern = NameSelector(parts.image)
            if let name = pattern.plainName {
                let one = try await context.locate(ImageReference(parts.prefix + name, at: reference.span))
                add(Target(image: one.image, place: place, span: reference.span))
                continue
            }
            let found = try await Self.images(pattern, reference, on: place, in: context)
            for image in found { add(Target(image: image, place: place, span: reference.span)) }
        }
    }

    /// An image that is there by its ID is there by its name as well.
    private mutating func add(_ target: Target) {
        let isKnown = targets.contains { $0.image.id == target.image.id && $0.place.isSame(as: target.place) }
        if !isKnown { targets.append(target) }
    }

    /// Those with data whose names fit, oldest first.
    private static func images(
        _ pattern: NameSelector, _ reference: ImageReference, on place: CopyPlace, in context: CommandContext
    ) async throws -> [Image] {
        try await context.located(at: reference.span) {
            var query = ImageQuery()
            query.sort = [SortKey(.createdAt, .ascending)]
            var (found, empty) = ([Image](), 0)
            for try await page in place.backend.images(matching: query) {
                for image in page where pattern.matches(image.name ?? "") {
                    if image.status == .queued { empty += 1 } else { found.append(image) }
                }
            }
            if empty > 0 { try context.console.notice("'\(reference.text)': \(empty) without data left out") }
            guard found.isEmpty else { return found }
            throw ImageError(
                .notFound, "no image with data fits '\(reference.text)' on \(place.name)", hint: "image list")
        }
    }
}
