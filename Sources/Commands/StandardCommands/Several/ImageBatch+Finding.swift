internal import BackendKit
internal import CommandKit

extension ImageBatch {
    /// Looks for the image that each of the words means, before anything is done to the first. What cannot be found is told
    /// of, and does not keep the others back.
    /// - Parameter deed: what is to become of each: "deleted".
    /// - Throws: what it cannot be done for any image with, none having been done; the error of the only word.
    init(
        _ references: [ImageReference], for deed: String, in context: CommandContext,
        _ locate: (ImageReference) async throws -> LocatedImage
    ) async throws {
        try await self.init(references, for: deed, areAll: true, in: context) { [try await locate($0)] }
    }

    /// The same, with `*` and `?` in a word for every image with data whose name fits, oldest first. A backslash before
    /// them takes them as they are.
    /// - Parameter areAll: whether nothing but these words tells which images are meant.
    init(
        selecting references: [ImageReference], for deed: String, areAll: Bool = true, in context: CommandContext
    ) async throws {
        try await self.init(references, for: deed, areAll: areAll, in: context) { reference in
            let (parts, open) = try await context.open(reference)
            let pattern = NameSelector(parts.image)
            if let name = pattern.plainName {
                return [try await context.locate(ImageReference(parts.prefix + name, at: reference.span))]
            }
            return try await context.located(at: reference.span) {
                let (found, empty) = try await pattern.imagesWithData(on: open.backend)
                if empty > 0 { try context.console.notice("'\(reference.text)': \(empty) without data left out") }
                guard found.isEmpty else {
                    return found.map { LocatedImage(image: $0, place: open, prefix: parts.prefix) }
                }
                throw ImageError(
                    .notFound, "no image with data fits '\(reference.text)' on \(open.name)", hint: "image list")
            }
        }
    }

    private init(
        _ references: [ImageReference], for deed: String, areAll: Bool, in context: CommandContext,
        _ find: (ImageReference) async throws -> [LocatedImage]
    ) async throws {
        self.init()
        let isAlone = areAll && references.count == 1
        for reference in references {
            do {
                for image in try await find(reference) { add(image, as: reference.text, at: reference.span) }
            } catch  where !isAlone {
                if ExitStatus(error) == .usage || error.endsAll { throw error.adding("no image was \(deed)") }
                try miss(reference.text, error, telling: context.console)
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
