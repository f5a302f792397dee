internal import BackendKit
internal import CommandKit
internal import JSONText

/// `md-object-create`
struct GlanceCreateObject: NamedCommand {
    static let name = CommandName("md-object-create")

    let name = Option<String>("--name", value: "name", isNeeded: true, help: "Name of the new object")
    let schema = Option<DefinitionSchema>(
        "--schema", value: "json", isNeeded: true, help: "Its 'description', 'required' and 'properties', as JSON")

    var signature: Signature {
        Signature(
            Self.name, "Make an object in a namespace, as the glance client says it",
            DefinitionWords.namespace, name, schema,
            capabilities: [AnyCapability(.metadata)],
            output: .record,
            columns: ObjectRecord.fields,
            isHidden: true,
            changes: .always("create an object"),
            examples: [Example("md-object-create Example::Disks --name RAID --schema '{}'", "An empty one")])
    }

    func check(_ call: Call) throws(UsageError) { _ = try given(call) }

    func run(_ call: Call, in context: CommandContext) async throws {
        let (name, schema) = try given(call)
        var object = MetadataObject(name)
        try NamespaceFile.fill(&object, from: .object(schema.object))
        let (wanted, namespace) = (object, call[DefinitionWords.namespace])
        let definitions = try await context.require(.metadata)
        let made = try await context.located(at: call.spans(of: DefinitionWords.namespace).first) {
            try await definitions.createObject(wanted, in: namespace)
        }
        try context.console.write(ObjectRecord.asInGlance(made), as: call.output)
    }

    private func given(_ call: Call) throws(UsageError) -> (name: String, schema: DefinitionSchema) {
        guard let name = call[name], let schema = call[schema] else {
            throw UsageError(
                "'md-object-create' needs \(call.has(name) ? "--schema" : "--name")",
                hint: "md-object-create NAMESPACE --name NAME --schema '{}'")
        }
        return (name, schema)
    }
}
