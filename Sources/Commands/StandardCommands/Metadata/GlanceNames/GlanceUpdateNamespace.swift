internal import BackendKit
internal import CommandKit

/// `md-namespace-update`
struct GlanceUpdateNamespace: NamedCommand {
    static let name = CommandName("md-namespace-update")

    let fields = GlanceNamespaceFields()
    let newName = Option<String>("--namespace", value: "name", help: "A new name")

    var signature: Signature {
        Signature(
            Self.name, "Change what a namespace says of itself, as the glance client says it",
            DefinitionWords.namespace, newName, fields.displayName, fields.about, fields.visibility, fields.protection,
            fields.owner,
            capabilities: [AnyCapability(.metadata)],
            output: .record,
            columns: NamespaceRecord.fields,
            isHidden: true,
            changes: .always("change a namespace"),
            examples: [Example("md-namespace-update Example::Disks --display-name Drives", "A name for people")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let name = call[DefinitionWords.namespace]
        let definitions = try await context.require(.metadata)
        let changed = try await context.located(at: call.spans(of: DefinitionWords.namespace).first) {
            var namespace = try await definitions.namespace(name, for: nil)
            fields.apply(call, to: &namespace)
            if let newName = call[newName] { namespace.name = newName }
            _ = try await definitions.replaceNamespace(name, with: namespace)
            return try await definitions.namespace(namespace.name, for: nil)
        }
        try context.console.write(NamespaceRecord.whole(changed), as: call.output)
    }
}
