internal import BackendKit
internal import CommandKit
internal import JSONText

/// `image schema show`
struct ShowSchema: NamedCommand {
    static let name = CommandName("image schema show", or: "explain")

    /// The glance client's; the openstack client has no such command.
    private static let columns = ["Attribute", "Description"]

    /// The names Glance has (Glance API v2, schemas).
    private static let names: [(String, String)] =
        ["image", "images", "member", "members", "task", "tasks"].map { ($0, "") }
        + ["namespace", "object", "property", "resource_type", "tag"].map { ("metadefs/\($0)", "") }

    let name = Positional("name", of: String.self, completion: .words(names), help: "Such as image, member or task")

    var signature: Signature {
        Signature(
            Self.name, "Explain the fields a service knows", name,
            capabilities: [AnyCapability(.describing)],
            output: .listing,
            columns: Self.columns,
            changes: .nothing,
            examples: [
                Example("image schema show image", "What every field of an image means"),
                Example("explain member", "The same for a member, as the glance client says it"),
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let service = try await context.require(.describing)
        let wanted = call[name]
        let bytes = try await context.located(at: call.spans(of: name).first) { try await service.schema(wanted) }
        let properties: JSON?
        do {
            properties = try JSONReader.value(of: bytes)["properties"]
        } catch {
            throw ImageError(.protocol, "the schema '\(wanted)' is no JSON: \(error.reason) (byte \(error.offset))")
        }
        var listing = try context.console.listing(Self.columns, as: call.output)
        for field in properties?.object ?? JSONObject() {
            try listing.add([.text(field.name), .text(field.value["description"]?.string ?? "")])
        }
        try listing.finish()
    }
}
