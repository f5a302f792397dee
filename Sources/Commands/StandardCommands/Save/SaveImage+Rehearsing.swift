internal import BackendKit
internal import CommandKit
internal import FileIO
internal import Transfers

/// Whether there are images with data to save, and a place for it.
extension SaveImage: RehearsingCommand {
    func rehearse(_ call: Call, in context: CommandContext) async throws -> ExitStatus {
        if let directory = call[directory] { return try await rehearse(call, to: directory, in: context) }
        let target = try await one(try onlyImage(call), in: context)
        guard let path = call[file], !path.isStandardOutput else { return .done }
        try await context.located(at: path.span) {
            _ = try destination(path, call, of: target)
            guard target.image.status == .queued else { return }
            throw noData(target.image, path.text)
        }
        return .done
    }

    private func rehearse(
        _ call: Call, to directory: FilePath, in context: CommandContext
    ) async throws -> ExitStatus {
        let batch = try await batch(call, in: context)
        let images = batch.images.map(SavedImage.init)
        _ = try SaveRun(images, options: options(call, in: context), context: context)
        let plan = try await context.located(at: directory.span) { try SavePlan(images, into: directory.text) }
        var failures = batch.misses.map(\.status)
        for item in plan.items {
            do {
                try await rehearse(item)
            } catch let error as ImageError {
                try context.console.report(SaveRun.naming(item, in: error), about: "'\(item.saved.image.label)'")
                failures.append(ExitStatus(error))
            }
        }
        return try .rehearsed(failures, of: batch.count)
    }

    private func rehearse(_ item: SavePlan.Item) async throws {
        let image = item.saved.image
        if try await VerifiedFile.holds(image, at: item.path) { return }
        _ = try Destination(item.path, replacing: false)
        if image.status == .queued { throw noData(image, item.path) }
    }

    private func noData(_ image: Image, _ path: String) -> ImageError {
        ImageError(
            .conflict, "image '\(image.label)' holds no data (status 'queued'); nothing was written to '\(path)'",
            hint: "image upload \(image.id) --file FILE")
    }
}
