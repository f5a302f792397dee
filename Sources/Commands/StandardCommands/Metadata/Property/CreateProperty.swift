internal import BackendKit
internal import CommandKit
internal import JSONText

/// `image metadef property create`
struct CreateProperty: NamedCommand {
    static let name = CommandName("image metadef property create", or: "md-property-create")

    let name = Option<String>("--name", value: "name", isNeeded: true, help: "As resources have it, without the prefix")
    let title = Option<String>("--title", value: "text", isNeeded: true, help: "A name for people")
    let type = Option<String>(
        "--type", value: "type", completion: DefinitionWords.types, isNeeded: true, help: "What its values are")
    let schema = Option<DefinitionSchema>("--schema", value: "json", help: "What else is to be said of it, as JSON")

    var signature: Signature {
        Signature(
            Self.name, "Define a property in a namespace", DefinitionWords.namespace, name, title,
            type, schema,
            discussion: [
                "--schema takes what JSON Schema says of values: 'description', 'enum', 'minimum', 'maximum', 'pattern', "
                    + "'default', 'readonly', 'items' and so on."
            ],
            capabilities: [AnyCapability(.metadata)],
            output: .record,
            columns: PropertyRecord.fields,
            changes: .always("create a property"),
            examples: [
                Example(
                    "image metadef property create Example::Disks --name disk_speed --title 'Speed' --type string "
                        + "--schema '{\"enum\": [\"slow\", \"fast\"]}'",
                    "One with two values")
            ])
    }

    func check(_ call: Call) throws(UsageError) { _ = try property(call) }

    func run(_ call: Call, in context: CommandContext) async throws {
        let property = try property(call)
        let namespace = call[DefinitionWords.namespace]
        let definitions = try await context.require(.metadata)
        let made = try await context.located(at: call.spans(of: DefinitionWords.namespace).first) {
            try await definitions.createProperty(property, in: namespace)
        }
        try context.console.write(PropertyRecord.record(of: made), as: call.output)
    }

    private func property(_ call: Call) throws(UsageError) -> MetadataProperty {
        guard let name = call[name], let title = call[title], let type = call[type], let schema = call[schema] else {
            let missing = [("--name", call.has(name)), ("--title", call.has(title)), ("--type", call.has(type))]
                .first { !$0.1 }?.0
            throw UsageError(
                "'image metadef property create' needs \(missing ?? "--schema")",
                hint: missing == nil ? "--schema '{}'" : nil)
        }
        var base = JSONObject()
        base["title"] = .string(title)
        base["type"] = .string(type)
        return DefinitionSchema.property(name, base.merging(schema.object))
    }
}
