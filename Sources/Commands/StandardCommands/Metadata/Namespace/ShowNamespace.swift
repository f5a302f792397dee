internal import BackendKit
internal import CommandKit

/// `image metadef namespace show`
struct ShowNamespace: NamedCommand {
    static let name = CommandName("image metadef namespace show")

    let long = Flag("--long", help: "Also the names of properties and objects")
    let resourceType = Option<String>(
        "--resource-type", value: "type", completion: DefinitionWords.associatedTypes,
        help: "Give properties the names they have on resources of this type")

    var signature: Signature {
        Signature(
            Self.name, "Show a namespace of metadata definitions", DefinitionWords.namespace, long,
            resourceType,
            capabilities: [AnyCapability(.metadata)],
            output: .record,
            columns: NamespaceRecord.fields,
            changes: .nothing,
            examples: [
                Example("image metadef namespace show OS::Compute::Watchdog", "What it is for"),
                Example(
                    "image metadef namespace show OS::Compute::Watchdog --long --resource-type OS::Glance::Image",
                    "With its properties, as images have them"),
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let definitions = try await context.require(.metadata)
        let (name, type) = (call[DefinitionWords.namespace], call[resourceType])
        let found = try await context.located(at: call.spans(of: DefinitionWords.namespace).first) {
            try await definitions.namespace(name, for: type)
        }
        let record = call[long] || type != nil ? NamespaceRecord.whole(found) : NamespaceRecord.record(of: found)
        try context.console.write(record, as: call.output)
    }
}
