internal import BackendKit
internal import CommandKit
internal import JSONText

/// `image metadef property set`
struct SetProperty: NamedCommand {
    static let name = CommandName("image metadef property set")

    let property = Positional(
        "property", of: String.self, completion: DefinitionWords.properties, help: "Name of the property")
    let name = Option<String>("--name", value: "name", help: "A new name")
    let title = Option<String>("--title", value: "text", help: "A name for people")
    let type = Option<String>("--type", value: "type", completion: DefinitionWords.types, help: "What its values are")
    let schema = Option<DefinitionSchema>("--schema", value: "json", help: "What else is to be said of it, as JSON")

    var signature: Signature {
        Signature(
            Self.name, "Change a property of a namespace", DefinitionWords.namespace, property, name,
            title, type, schema,
            discussion: [
                "What is not named stays as it is. A member of --schema that is null is taken away."
            ],
            capabilities: [AnyCapability(.metadata)],
            changes: .always("change a property"),
            examples: [
                Example("image metadef property set Example::Disks size --title 'Size in GB'", "Another title"),
                Example("image metadef property set Example::Disks size --schema '{\"maximum\": 64}'", "A limit"),
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        _ = try await change(call, in: context)
    }

    func change(_ call: Call, in context: CommandContext) async throws -> MetadataProperty {
        let (namespace, property) = (call[DefinitionWords.namespace], call[property])
        var given = JSONObject()
        given["name"] = call[name].map(JSON.string)
        given["title"] = call[title].map(JSON.string)
        given["type"] = call[type].map(JSON.string)
        given = given.merging(call[schema]?.object ?? JSONObject())
        let changes = given
        let definitions = try await context.require(.metadata)
        return try await context.located(at: call.spans(of: self.property).first) {
            let found = try await definitions.property(property, in: namespace)
            var fields = try DefinitionSchema.object(of: found).merging(changes)
            for name in fields.names where fields[name] == .null { fields[name] = nil }
            return try await definitions.replaceProperty(
                property, with: DefinitionSchema.property(property, fields), in: namespace)
        }
    }
}
