internal import BackendKit
internal import CommandKit

/// `image metadef resource type association create`
struct CreateAssociation: NamedCommand {
    static let name = CommandName("image metadef resource type association create")

    let type = Positional(
        "name", of: String.self, completion: DefinitionWords.resourceTypes, help: "The type of resources")
    let target = Option<String>(
        "--properties-target", value: "target", help: "Where on such a resource the properties are: image")
    let prefix = Option<String>(
        "--properties-prefix", value: "prefix", help: "Before the names of properties on such resources, such as hw_")

    var signature: Signature {
        Signature(
            Self.name, "Say that a namespace is for a type of resources",
            DefinitionWords.namespace, type, target, prefix,
            capabilities: [AnyCapability(.metadata)],
            output: .record,
            columns: AssociationRecord.fields,
            changes: .always("associate a namespace"),
            examples: [
                Example(
                    "image metadef resource type association create Example::Disks OS::Cinder::Volume", "For volumes")
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        var association = ResourceTypeAssociation(call[type])
        association.target = call[target].flatMap { $0.isEmpty ? nil : $0 }
        association.prefix = call[prefix]
        let (wanted, namespace) = (association, call[DefinitionWords.namespace])
        let definitions = try await context.require(.metadata)
        let made = try await context.located(at: call.spans(of: type).first) {
            try await definitions.associate(wanted, with: namespace)
        }
        try context.console.write(AssociationRecord.record(of: made), as: call.output)
    }
}
