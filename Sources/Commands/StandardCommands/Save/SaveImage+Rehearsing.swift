internal import BackendKit
internal import CommandKit
internal import FileIO

/// Whether there is data to save, and a place for it.
extension SaveImage: RehearsingCommand {
    func rehearse(_ call: Call, in context: CommandContext) async throws -> ExitStatus {
        if let directory = call[directory] {
            try await context.located(at: directory.span) { _ = try SavePlan([], into: directory.text) }
            return .done
        }
        let target = try await one(try onlyImage(call), in: context)
        guard let path = call[file], !path.isStandardOutput else { return .done }
        try await context.located(at: path.span) {
            _ = try destination(path, call, of: target)
            guard target.image.status == .queued else { return }
            throw ImageError(
                .conflict,
                "image '\(target.image.label)' holds no data (status 'queued'); nothing was written to '\(path.text)'",
                hint: "image upload \(target.image.id) --file FILE")
        }
        return .done
    }
}
