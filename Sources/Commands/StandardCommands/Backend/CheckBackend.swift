internal import BackendKit
internal import CommandKit

/// `backend check`
struct CheckBackend: Command {
    var signature: Signature {
        Signature(
            "backend check", "Try every promise of the current backend, with images of its own",
            examples: [Example("backend check", "All the checks")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {}
}
