internal import BackendKit
internal import CommandKit

/// `image location delete`
struct DeleteLocations: NamedCommand {
    static let name = CommandName("image location delete", or: "location-delete")

    let image = Positional("image", of: ImageReference.self, help: "Name or ID of the image")
    let url = RepeatedOption<String>(
        "--url", value: "url", isNeeded: true, help: "An address to remove; may be repeated")

    var signature: Signature {
        Signature(
            Self.name, "Remove addresses of an image's data", image, url,
            discussion: ["The last one cannot be removed."],
            capabilities: [AnyCapability(.locations)],
            changes: .always("remove locations"),
            examples: [
                Example("image location delete cirros --url http://old.example/cirros.img", "The data has moved")
            ])
    }

    func check(_ call: Call) throws(UsageError) {
        guard call.has(url) else {
            throw UsageError("'image location delete' needs --url", hint: "image location list IMAGE")
        }
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let (target, locations) = try await context.locate(call[image], with: .locations)
        try await Deeds.each(
            call[url], at: call.spans(of: url), "removed", Deeds.Noun(one: "location", many: "locations"), in: context
        ) {
            try await locations.removeLocation($0, from: target.id)
        }
    }
}
