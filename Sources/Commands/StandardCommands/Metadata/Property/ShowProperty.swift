internal import BackendKit
internal import CommandKit

/// `image metadef property show`
struct ShowProperty: NamedCommand {
    static let name = CommandName("image metadef property show")

    let property = Positional(
        "property", of: String.self, completion: DefinitionWords.properties, help: "Name of the property")

    var signature: Signature {
        Signature(
            Self.name, "Show a property that a namespace defines", DefinitionWords.namespace,
            property,
            capabilities: [AnyCapability(.metadata)],
            output: .record,
            columns: PropertyRecord.fields,
            changes: .nothing,
            examples: [
                Example(
                    "image metadef property show OS::Compute::Watchdog watchdog_action -f value -c enum", "Its values")
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let (namespace, property) = (call[DefinitionWords.namespace], call[property])
        let definitions = try await context.require(.metadata)
        let found = try await context.located(at: call.spans(of: self.property).first) {
            try await definitions.property(property, in: namespace)
        }
        try context.console.write(PropertyRecord.record(of: found), as: call.output)
    }
}
