internal import BackendKit
internal import CommandKit

/// `md-namespace-show`
struct GlanceShowNamespace: NamedCommand {
    static let name = CommandName("md-namespace-show")

    let resourceType = Option<String>(
        "--resource-type", value: "type", completion: DefinitionWords.associatedTypes,
        help: "Give properties the names they have on resources of this type")

    var signature: Signature {
        Signature(
            Self.name, "Show a namespace and what is in it, as the glance client says it",
            DefinitionWords.namespace, resourceType, GlanceColumnWidth.option,
            capabilities: [AnyCapability(.metadata)],
            output: .record,
            columns: NamespaceRecord.fields,
            isHidden: true,
            changes: .nothing,
            examples: [Example("md-namespace-show OS::Compute::Watchdog", "With the names of its properties")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let definitions = try await context.require(.metadata)
        let (name, type) = (call[DefinitionWords.namespace], call[resourceType])
        let found = try await context.located(at: call.spans(of: DefinitionWords.namespace).first) {
            try await definitions.namespace(name, for: type)
        }
        try context.console.write(NamespaceRecord.whole(found), as: call.output)
    }
}
