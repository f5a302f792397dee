internal import BackendConformance
internal import BackendKit
internal import CommandKit

/// `backend check`
struct CheckBackend: NamedCommand {
    static let name = CommandName("backend check")

    private static let columns = ["Check", "Result", "Detail"]

    var signature: Signature {
        Signature(
            Self.name, "Try every promise of the current backend, with images of its own",
            discussion: [
                "The images are named 'imgsh-check-…' and are removed at the end. A promise about an ability the "
                    + "backend lacks is 'not applicable'. The images for a backend that makes none are made by another "
                    + "one of the same cloud."
            ],
            output: .listing,
            columns: Self.columns,
            changes: .always("make images and delete them"),
            examples: [
                Example("backend check", "All the checks"), Example("backend check -f json", "For a program"),
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let backend = try await context.backend
        let maker = try await context.session.companion(of: context.home, for: AnyCapability(.creating))
        var listing = try context.console.listing(Self.columns, as: call.output)
        var (passed, failed, skipped) = (0, 0, 0)
        for check in BackendCheck.all {
            try Task.checkCancellation()
            do {
                switch try await check.run(on: backend, imagesBy: maker) {
                case .passed:
                    passed += 1
                    try listing.add([.text(check.name), .text("passed"), .text("")])
                case .notApplicable(let missing):
                    skipped += 1
                    let detail = "no '\(missing.joined(separator: "', '"))'"
                    try listing.add([.text(check.name), .text("not applicable"), .text(detail)])
                }
            } catch let error as CancellationError {
                throw error
            } catch {
                failed += 1
                try listing.add([.text(check.name), .text("failed"), .text(Self.text(of: error))])
            }
        }
        try listing.finish()
        let summary = "\(passed) passed, \(failed) failed, \(skipped) not applicable"
        guard failed == 0 else {
            throw ImageError(.protocol, "\(backend.info.name) does not keep all it promises: \(summary)")
        }
        try context.console.notice("\(backend.info.name): \(summary)")
    }

    private static func text(of error: any Error) -> String {
        guard let error = error as? ImageError else { return "\(error)" }
        return ([error.message] + error.details).joined(separator: "; ")
    }
}
