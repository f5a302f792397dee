internal import BackendKit
internal import CommandKit
internal import JSONText

/// `image metadef object create`
struct CreateObject: NamedCommand {
    static let name = CommandName("image metadef object create")

    let name = Positional("metadef-object-name", of: String.self, help: "Name of the new object")
    let namespace = Option<String>(
        "--namespace", value: "namespace", completion: DefinitionWords.namespaces, isNeeded: true,
        help: "The namespace to make it in")
    let schema = Option<DefinitionSchema>(
        "--schema", value: "json", help: "Its 'description', 'required' and 'properties', as JSON")

    var signature: Signature {
        Signature(
            Self.name, "Make an object in a namespace", name, namespace, schema,
            discussion: ["An object is a name for properties that are used together."],
            capabilities: [AnyCapability(.metadata)],
            output: .record,
            columns: ObjectRecord.fields,
            changes: .always("create an object"),
            examples: [
                Example("image metadef object create RAID --namespace Example::Disks", "An empty one"),
                Example(
                    "image metadef object create RAID --namespace Example::Disks --schema "
                        + "'{\"properties\": {\"level\": {\"title\": \"Level\", \"type\": \"integer\"}}}'",
                    "One with a property"),
            ])
    }

    func check(_ call: Call) throws(UsageError) { _ = try namespace(of: call) }

    func run(_ call: Call, in context: CommandContext) async throws {
        let namespace = try namespace(of: call)
        var object = MetadataObject(call[name])
        if let schema = call[schema] { try NamespaceFile.fill(&object, from: .object(schema.object)) }
        let wanted = object
        let definitions = try await context.require(.metadata)
        let made = try await context.located(at: call.spans(of: name).first) {
            try await definitions.createObject(wanted, in: namespace)
        }
        try context.console.write(ObjectRecord.record(of: made, in: namespace), as: call.output)
    }

    private func namespace(of call: Call) throws(UsageError) -> String {
        try call.required(namespace, hint: "image metadef namespace list")
    }
}
