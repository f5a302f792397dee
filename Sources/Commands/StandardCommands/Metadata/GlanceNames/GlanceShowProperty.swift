internal import BackendKit
internal import CommandKit

/// `md-property-show`
struct GlanceShowProperty: Command {
    private let showing = ShowProperty()

    var signature: Signature {
        Signature(
            "md-property-show", "Show a property that a namespace defines, as the glance client says it",
            DefinitionWords.namespace, showing.property, GlanceColumnWidth.option,
            capabilities: [AnyCapability(.metadata)],
            output: .record,
            columns: PropertyRecord.fields,
            isHidden: true,
            changes: .nothing,
            examples: [Example("md-property-show OS::Compute::Watchdog watchdog_action", "All that is said of it")])
    }

    func run(_ call: Call, in context: CommandContext) async throws { try await showing.run(call, in: context) }
}
