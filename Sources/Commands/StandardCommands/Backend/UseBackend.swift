internal import BackendKit
internal import CommandKit

/// `backend use`
struct UseBackend: NamedCommand {
    static let name = CommandName("backend use", or: "use")

    let backend = Positional(
        "backend", of: String.self, completion: .backends, help: "The name of an open one, or an address")
    let name = Option<BackendName>("--as", value: "name", help: "Call it this, instead of by its address")
    let cloud = CloudOptions()

    var signature: Signature {
        Signature(
            Self.name, "Choose the backend that commands mean", backend, name, cloud.options[0].option,
            cloud.options[1].option, cloud.options[2].option, cloud.options[3].option, cloud.options[4].option,
            cloud.options[5].option,
            discussion: [
                "Addresses are local, local:/srv/images, glance@CLOUD and glance@CLOUD:REGION, and nova@CLOUD like those "
                    + "of glance. The backend is opened if need be, without a login: the first command that needs one "
                    + "logs in. Backends stay open until 'backend close'. 'help backends' says more."
            ],
            changes: .nothing,
            foregroundOnly: .changesSession,
            examples: [
                Example("backend use local:/tmp/other-store", "A store in another directory"),
                Example("use local:/tmp/other-store --as other", "The same, called 'other'"),
                Example("use local", "Back to your own store"),
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        guard !context.isAddressed else {
            throw UsageError(
                "the line is addressed to '\(context.home.name)', for this command only; nothing was chosen",
                hint: "backend use \(Quoting.word(call[backend]))")
        }
        try checkName(call, in: context)
        let settings = cloud.settings(call)
        try await context.located(at: call.spans(of: backend).first) {
            let choice = try await cloud.choice(
                call[backend], settings, name: call[name]?.text, in: context.session)
            if !settings.isEmpty { try Self.checkCloud(choice.address.kind, in: context) }
            try await context.session.use(choice)
        }
    }

    /// A kind of backend is not to be hidden by a name.
    private func checkName(_ call: Call, in context: CommandContext) throws {
        guard let name = call[name]?.text, context.registry.provider(name) != nil else { return }
        throw UsageError("'\(name)' is a kind of backend; another name is needed", at: call.spans(of: self.name).last)
    }

    private static func checkCloud(_ kind: String, in context: CommandContext) throws {
        let forms = context.registry.provider(kind)?.forms ?? []
        guard !forms.contains(where: { $0.contains("@") }) else { return }
        throw ImageError(.usage, "the \(kind) backend has no clouds, regions or projects", hint: "help backends")
    }
}
