internal import BackendKit
internal import CommandKit

/// `image delete`
struct DeleteImage: Command {
    let images = Rest("image", of: ImageReference.self, help: "Names or IDs of the images")
    let yes = Flag("--yes", "-y", help: "Do not ask")

    var signature: Signature {
        Signature(
            "image delete", "Delete images and their data", images, yes,
            secondNames: ["image-delete"],
            discussion: [
                "At a terminal the images are named and a question is asked. Every image is looked up before the first "
                    + "is deleted: when one name is wrong, nothing is deleted."
            ],
            examples: [
                Example("image delete cirros", "Delete one image"),
                Example("delete --yes cirros debian", "Delete two without being asked"),
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let backend = try await context.backend
        var targets: [(image: Image, span: SourceSpan?)] = []
        for reference in call[images] {
            let found = try await context.resolve(reference)
            if !targets.contains(where: { $0.image.id == found.id }) { targets.append((found, reference.span)) }
        }
        guard try await confirm(targets.map(\.image), call, on: backend.info, in: context) else { return }
        var done = 0
        for target in targets {
            do {
                try await context.located(at: target.span) { try await backend.deleteImage(target.image.id) }
                done += 1
            } catch let error as LocatedError where targets.count > 1 {
                var error = error
                let deleted =
                    done == 0 ? "no image was deleted" : "\(done) of \(targets.count) images were deleted before"
                error = LocatedError(
                    error: ImageError(
                        error.error.code, "\(error.error.message); \(deleted)", details: error.error.details,
                        hint: error.error.hint), span: error.span)
                throw error
            }
        }
    }

    private func confirm(
        _ images: [Image], _ call: Call, on backend: BackendInfo, in context: CommandContext
    ) async throws -> Bool {
        guard !call[yes], context.console.surroundings.isInteractive else { return true }
        for image in images {
            let size = image.size.map(ByteCount.text) ?? "no data"
            try context.console.notice("  \(image.id)  \(size)  \(image.label)")
        }
        let what = images.count == 1 ? "this image" : "these \(images.count) images"
        if try await context.console.confirm("Delete \(what) from \(backend.name)?") { return true }
        try context.console.notice("nothing was deleted")
        return false
    }
}
