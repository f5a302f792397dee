internal import BackendKit
internal import CommandKit

/// `md-namespace-create`
struct GlanceCreateNamespace: NamedCommand {
    static let name = CommandName("md-namespace-create")

    let name = Positional("namespace", of: String.self, help: "Name of the new namespace")
    let fields = GlanceNamespaceFields()

    var signature: Signature {
        Signature(
            Self.name, "Make a namespace for metadata definitions, as the glance client says it", name,
            fields.displayName, fields.about, fields.visibility, fields.protection, fields.owner,
            capabilities: [AnyCapability(.metadata)],
            output: .record,
            columns: NamespaceRecord.fields,
            isHidden: true,
            changes: .always("create a namespace"),
            examples: [Example("md-namespace-create Example::Disks --visibility public --protected True", "A new one")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        var namespace = MetadataNamespace(call[name])
        fields.apply(call, to: &namespace)
        let made = try await CreateNamespace.create(namespace, at: call.spans(of: name).first, in: context)
        try context.console.write(NamespaceRecord.whole(made), as: call.output)
    }
}
