internal import BackendKit
internal import CommandKit

/// `md-property-delete`, which never means all of them.
struct GlanceDeleteProperty: Command {
    let property = Positional(
        "property", of: String.self, completion: DefinitionWords.properties, help: "Name of the property")

    var signature: Signature {
        Signature(
            "md-property-delete", "Remove a property of a namespace, as the glance client says it",
            DefinitionWords.namespace, property,
            capabilities: [AnyCapability(.metadata)],
            isHidden: true,
            changes: .always("delete a property"),
            examples: [Example("md-property-delete Example::Disks size", "One property less")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let (namespace, property) = (call[DefinitionWords.namespace], call[property])
        let definitions = try await context.require(.metadata)
        try await context.located(at: call.spans(of: self.property).first) {
            try await definitions.deleteProperty(property, in: namespace)
        }
    }
}
