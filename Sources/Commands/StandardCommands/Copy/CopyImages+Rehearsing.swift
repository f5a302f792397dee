internal import BackendKit
internal import CommandKit

/// Whether there is a place to copy to, and data to be copied.
extension CopyImages: RehearsingCommand {
    func rehearse(_ call: Call, in context: CommandContext) async throws -> ExitStatus {
        let target = try await CopyTarget(call[destination], at: call.spans(of: destination).first, in: context)
        let wish = try await wish(call, target, in: context)
        let batch = try await ImageBatch(selecting: call[sources], for: "copied", in: context)
        try checkName(wish, of: batch, call)
        var failures = batch.misses.map(\.status)
        for source in batch.targets {
            do {
                try await rehearse(source.thing, at: source.span, to: target.place, wish, call, in: context)
            } catch let located as LocatedError where batch.count > 1 {
                try context.console.report(located.error)
                failures.append(ExitStatus(located))
            }
        }
        return try .rehearsed(failures, of: batch.count)
    }

    private func rehearse(
        _ source: LocatedImage, at span: SourceSpan?, to place: CopyPlace, _ wish: CopyWish, _ call: Call,
        in context: CommandContext
    ) async throws {
        let origin = CopyPlace(source.place, home: context.home)
        // The service copies between its stores by rules of its own.
        guard !isBetweenStores(origin, place, wish, call) else { return }
        try await context.located(at: span ?? call.spans(of: sources).first) {
            try ImageCopy(source: origin, destination: place, wish: wish, console: context.console)
                .check(source.image)
        }
    }
}
