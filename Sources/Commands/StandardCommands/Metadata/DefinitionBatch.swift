internal import BackendKit
internal import CommandKit

/// Several definitions of one call, each for itself: what fails is told, and the others go on.
enum DefinitionBatch {
    /// - Throws: the error of the only one; ``SilentFailure`` with the worst status of several.
    static func each(
        _ names: [String], at spans: [SourceSpan], in context: CommandContext,
        _ body: @escaping @Sendable (String) async throws -> Void
    ) async throws {
        var statuses: [ExitStatus] = []
        for (name, span) in zip(names, spans) {
            do {
                try await context.located(at: span) { try await body(name) }
            } catch  where names.count > 1 && !(error is CancellationError) {
                try context.console.report(error, about: "'\(name)'")
                statuses.append(ExitStatus(error))
            }
        }
        if let worst = ExitStatus.worst(of: statuses) { throw SilentFailure(worst) }
    }
}
