internal import BackendKit
internal import CommandKit

/// `md-property-update`
struct GlanceUpdateProperty: NamedCommand {
    static let name = CommandName("md-property-update")

    private let setting = SetProperty()

    var signature: Signature {
        Signature(
            Self.name, "Change a property of a namespace, as the glance client says it",
            DefinitionWords.namespace, setting.property, setting.name, setting.title, setting.type, setting.schema,
            discussion: ["What is not named stays as it is."],
            capabilities: [AnyCapability(.metadata)],
            output: .record,
            columns: PropertyRecord.fields,
            isHidden: true,
            changes: .always("change a property"),
            examples: [Example("md-property-update Example::Disks size --title 'Size in GB'", "Another title")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let changed = try await setting.change(call, in: context)
        try context.console.write(PropertyRecord.record(of: changed), as: call.output)
    }
}
