internal import BackendKit
internal import CommandKit
internal import JSONText

/// `image metadef object update`
struct UpdateObject: NamedCommand {
    static let name = CommandName("image metadef object update")

    let object = Positional(
        "object", of: String.self, completion: DefinitionWords.objects, help: "Name of the object")
    let name = Option<String>("--name", value: "name", help: "A new name")
    let schema = Option<DefinitionSchema>(
        "--schema", value: "json", help: "Its 'description', 'required' and 'properties', as JSON")

    var signature: Signature {
        Signature(
            Self.name, "Change an object of a namespace", DefinitionWords.namespace, object, name,
            schema,
            discussion: ["What is not named stays as it is; of the properties, --schema names all or none."],
            capabilities: [AnyCapability(.metadata)],
            changes: .always("change an object"),
            examples: [
                Example("image metadef object update Example::Disks partition --name slice", "Another name"),
                Example(
                    "image metadef object update Example::Disks partition --schema '{\"description\": \"A part\"}'",
                    "What it is"),
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        _ = try await change(call, in: context)
    }

    func change(_ call: Call, in context: CommandContext) async throws -> MetadataObject {
        let (namespace, object) = (call[DefinitionWords.namespace], call[object])
        let (newName, schema) = (call[name], call[schema])
        let definitions = try await context.require(.metadata)
        return try await context.located(at: call.spans(of: self.object).first) {
            var changed = try await definitions.object(object, in: namespace)
            if let schema { try NamespaceFile.fill(&changed, from: .object(schema.object)) }
            if let newName { changed.name = newName }
            return try await definitions.replaceObject(object, with: changed, in: namespace)
        }
    }
}
