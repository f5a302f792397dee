internal import BackendKit
internal import CommandKit

/// `md-resource-type-associate`
struct GlanceAssociate: NamedCommand {
    static let name = CommandName("md-resource-type-associate")

    let type = Option<String>(
        "--name", value: "type", completion: DefinitionWords.resourceTypes, isNeeded: true,
        help: "The type of resources")
    let target = Option<String>(
        "--properties-target", value: "target", help: "Where on such a resource the properties are: image")
    let prefix = Option<String>("--prefix", value: "prefix", help: "Before the names of properties on such resources")

    var signature: Signature {
        Signature(
            Self.name,
            "Say that a namespace is for a type of resources, as the glance client says it", DefinitionWords.namespace,
            type, target, prefix,
            capabilities: [AnyCapability(.metadata)],
            output: .record,
            columns: AssociationRecord.fields,
            isHidden: true,
            changes: .always("associate a namespace"),
            examples: [
                Example(
                    "md-resource-type-associate Example::Disks --name OS::Cinder::Volume --prefix x_", "For volumes")
            ])
    }

    func check(_ call: Call) throws(UsageError) { _ = try association(call) }

    func run(_ call: Call, in context: CommandContext) async throws {
        let (wanted, namespace) = (try association(call), call[DefinitionWords.namespace])
        let definitions = try await context.require(.metadata)
        let made = try await context.located(at: call.spans(of: DefinitionWords.namespace).first) {
            try await definitions.associate(wanted, with: namespace)
        }
        try context.console.write(AssociationRecord.asInGlance(made), as: call.output)
    }

    private func association(_ call: Call) throws(UsageError) -> ResourceTypeAssociation {
        var association = ResourceTypeAssociation(
            try call.required(type, hint: "image metadef resource type list"))
        association.target = call[target]
        association.prefix = call[prefix]
        return association
    }
}
