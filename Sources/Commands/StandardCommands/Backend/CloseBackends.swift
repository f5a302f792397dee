internal import BackendKit
internal import CommandKit

/// `backend close`
struct CloseBackends: NamedCommand {
    static let name = CommandName("backend close")

    let backends = Rest(
        "backend", of: String.self, minimum: 0, completion: .openBackends, help: "Names of open backends")

    var signature: Signature {
        Signature(
            Self.name, "Close backends, or the current one", backends,
            discussion: [
                "When the current one is closed, the one that was current before it is so again, or else the local one. "
                    + "What jobs do on a closed one goes on to its end."
            ],
            changes: .nothing,
            foregroundOnly: .changesSession,
            examples: [
                Example("use local:/tmp/other-store; backend close", "Close the current one"),
                Example(
                    "use local:/tmp/other-store --as other; use local; backend close other", "Close it by its name"),
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let before = await context.session.current
        var closing: [BackendChoice] = []
        for (name, span) in zip(call[backends], call.spans(of: backends)) {
            closing.append(try await context.located(at: span) { try await Self.open(name, in: context.session) })
        }
        if closing.isEmpty { closing = [context.home] }
        var current = before
        // The connection of a transfer in a job would be cut off.
        let unused = context.shell.jobs.othersEnd
        for choice in closing { current = await context.session.close(choice, once: unused) }
        if current != before {
            try context.console.notice("'\(before.name)' is closed; the current backend is '\(current.name)'")
        }
    }

    private static func open(_ name: String, in session: Session) async throws -> BackendChoice {
        let names = await session.openBackends.map(\.choice)
        if let found = names.first(where: { $0.name.hasSameBytes(as: name) }) { return found }
        let list = names.isEmpty ? "none is open" : "open: " + names.map(\.name).joined(separator: ", ")
        throw ImageError(
            .notFound, "no open backend is called '\(name)' (\(list))",
            hint: Suggestion.nearest(to: name, in: names.map(\.name)).map { "backend close \(Quoting.word($0))" }
                ?? "backend list")
    }
}
