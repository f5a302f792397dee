internal import BackendKit
internal import CommandKit

/// `backend use`
struct UseBackend: Command {
    let address = Positional("backend", of: BackendAddress.self, help: "local, or local:/path/of/a/store")

    var signature: Signature {
        Signature(
            "backend use", "Choose the backend that commands mean", address,
            secondNames: ["use"],
            examples: [
                Example("backend use local:/tmp/other-store", "A store in another directory"),
                Example("use local", "Back to your own store"),
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let span = call.spans(of: address).first
        try await context.located(at: span) { try await context.session.use(call[address]) }
    }
}
