internal import BackendKit
internal import CommandKit

/// `image unset`
struct UnsetImage: NamedCommand, RehearsingCommand {
    static let name = CommandName("image unset")

    let image = Positional("image", of: ImageReference.self, help: "Name or ID of the image")
    let tag = RepeatedOption<String>(
        "--tag", value: "tag", completion: .ownTags, help: "Remove a tag; may be repeated")
    let property = RepeatedOption<String>(
        "--property", value: "property-key", completion: .ownProperties,
        help: "Remove a property; may be repeated")

    var signature: Signature {
        Signature(
            Self.name, "Remove tags and properties from an image", image, tag, property,
            discussion: ["One that is not there is an error; the others are removed all the same."],
            capabilities: [AnyCapability(.editing)],
            changes: .always("change an image"),
            examples: [
                Example("image unset cirros --tag test", "Remove a tag"),
                Example("unset cirros --property os_distro --property os_version", "Remove two properties"),
            ])
    }

    func check(_ call: Call) throws(UsageError) {
        guard call.has(tag) || call.has(property) else {
            throw UsageError("'image unset' needs --tag or --property", hint: "image unset IMAGE --tag TAG")
        }
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let (target, editing) = try await context.locate(call[image], with: .editing)
        try await removal(call).run(on: target, by: editing, in: context)
    }

    func rehearse(_ call: Call, in context: CommandContext) async throws -> ExitStatus {
        try removal(call).rehearse(on: try await context.locate(call[image], with: .editing).0, in: context)
    }

    private func removal(_ call: Call) -> Removal {
        Removal(
            tags: Named.words(call[tag], at: call.spans(of: tag)),
            properties: Named.words(call[property], at: call.spans(of: property)))
    }
}
