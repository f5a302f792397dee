internal import BackendKit
internal import CommandKit

/// `backend show`
struct ShowBackend: NamedCommand {
    static let name = CommandName("backend show")

    var signature: Signature {
        Signature(
            Self.name, "Show where the current backend points and what it can do",
            output: .record,
            columns: ["backend", "kind", "location", "state", "can", "cannot"],
            changes: .nothing,
            examples: [
                Example("backend show", "The current backend"), Example("backend show -f json", "For a program"),
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let backend = try await context.backend
        let state = await backend.state()
        let info = state.info
        var can: [OutputValue] = []
        var cannot: [OutputValue] = []
        for capability in AnyCapability.standard {
            let name = OutputValue.text(capability.name)
            if capability.isPresent(in: backend) { can.append(name) } else { cannot.append(name) }
        }
        var fields: [OutputValue.Entry] = [
            .init("backend", .text(info.name)), .init("kind", .text(info.kind)),
            .init("location", .text(info.location)), .init("state", .text(state.contact.rawValue)),
        ]
        fields += info.facts.map { .init($0.name, .text($0.value)) }
        fields += [.init("can", .list(can)), .init("cannot", .list(cannot))]
        try context.console.write(Record(fields), as: call.output)
    }
}
