internal import BackendKit
internal import CommandKit

/// `image metadef namespace delete`
struct DeleteNamespaces: NamedCommand {
    static let name = CommandName("image metadef namespace delete", or: "md-namespace-delete")

    let names = Rest(
        "namespace", of: String.self, completion: DefinitionWords.namespaces, help: "Names of the namespaces")

    var signature: Signature {
        Signature(
            Self.name, "Remove namespaces and all that is in them", names,
            capabilities: [AnyCapability(.metadata)],
            changes: .always("delete namespaces"),
            examples: [Example("image metadef namespace delete Example::Old", "One that is used no more")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let definitions = try await context.require(.metadata)
        try await Deeds.each(call[names], at: call.spans(of: names), "removed", .namespaces, in: context) {
            try await definitions.deleteNamespace($0)
        }
    }
}
