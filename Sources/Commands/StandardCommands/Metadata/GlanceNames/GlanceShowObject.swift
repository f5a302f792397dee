internal import BackendKit
internal import CommandKit

/// `md-object-show`
struct GlanceShowObject: Command {
    private let showing = ShowObject()

    var signature: Signature {
        Signature(
            "md-object-show", "Show an object of a namespace, as the glance client says it",
            DefinitionWords.namespace, showing.object, GlanceColumnWidth.option,
            capabilities: [AnyCapability(.metadata)],
            output: .record,
            columns: ObjectRecord.fields,
            isHidden: true,
            changes: .nothing,
            examples: [Example("md-object-show Example::Disks partition", "With the names of its properties")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        try context.console.write(
            ObjectRecord.asInGlance(try await showing.find(call, in: context)), as: call.output)
    }
}
