internal import BackendKit
internal import CommandKit

/// `md-object-update`
struct GlanceUpdateObject: NamedCommand {
    static let name = CommandName("md-object-update")

    private let updating = UpdateObject()

    var signature: Signature {
        Signature(
            Self.name, "Change an object of a namespace, as the glance client says it",
            DefinitionWords.namespace, updating.object, updating.name, updating.schema,
            discussion: ["What is not named stays as it is."],
            capabilities: [AnyCapability(.metadata)],
            output: .record,
            columns: ObjectRecord.fields,
            isHidden: true,
            changes: .always("change an object"),
            examples: [Example("md-object-update Example::Disks partition --name slice", "Another name")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let changed = try await updating.change(call, in: context)
        try context.console.write(ObjectRecord.asInGlance(changed), as: call.output)
    }
}
