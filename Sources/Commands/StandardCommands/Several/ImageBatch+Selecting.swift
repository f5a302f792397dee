internal import BackendKit
internal import CommandKit

extension ImageBatch {
    /// All that the words mean, looked up before anything is done to the first. `*` and `?` in a word select every image
    /// with data whose name fits, oldest first. A backslash before them takes them as they are.
    /// - Throws: ``ImageError``, pointing at the word that names no image or several, or fits none.
    init(selecting references: [ImageReference], in context: CommandContext) async throws {
        self.init()
        for reference in references {
            let (parts, open) = try await context.open(reference)
            let pattern = NameSelector(parts.image)
            if let name = pattern.plainName {
                let one = try await context.locate(ImageReference(parts.prefix + name, at: reference.span))
                add(one, as: reference)
                continue
            }
            let found = try await context.located(at: reference.span) {
                let (found, empty) = try await pattern.imagesWithData(on: open.backend)
                if empty > 0 { try context.console.notice("'\(reference.text)': \(empty) without data left out") }
                guard found.isEmpty else { return found }
                throw ImageError(
                    .notFound, "no image with data fits '\(reference.text)' on \(open.name)", hint: "image list")
            }
            for image in found {
                add(LocatedImage(image: image, place: open, prefix: parts.prefix), as: reference)
            }
        }
    }
}

extension NameSelector {
    /// The images of a backend whose names fit, oldest first, and how many fit that never got any data.
    func imagesWithData(on backend: any ImageBackend) async throws -> (found: [Image], empty: Int) {
        var query = ImageQuery()
        query.sort = [SortKey(.createdAt, .ascending)]
        var (found, empty) = ([Image](), 0)
        for try await page in backend.images(matching: query) {
            for image in page where matches(image.name ?? "") {
                if image.status == .queued { empty += 1 } else { found.append(image) }
            }
        }
        return (found, empty)
    }
}
