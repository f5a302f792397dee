internal import BackendKit
internal import CommandKit

/// `image location set`
struct SetLocation: NamedCommand {
    static let name = CommandName("image location set", or: "location-update")

    let image = Positional("image", of: ImageReference.self, help: "Name or ID of the image")
    let url = Option<String>("--url", value: "url", isNeeded: true, help: "Which address")
    let metadata = Option<String>("--metadata", value: "json", default: "{}", help: "An object of texts, as JSON")

    var signature: Signature {
        Signature(
            Self.name, "Change what is said about an address of an image's data", image, url, metadata,
            discussion: ["What was said before is replaced as a whole."],
            capabilities: [AnyCapability(.locations)],
            output: .record,
            columns: ImageRecord.fields,
            changes: .always("change a location"),
            examples: [
                Example(
                    "image location set later --url http://mirror.example/debian.img --metadata '{\"site\": \"north\"}'",
                    "Where it is")
            ])
    }

    func check(_ call: Call) throws(UsageError) { _ = try change(call) }

    func run(_ call: Call, in context: CommandContext) async throws {
        let (url, wanted) = try change(call)
        let (target, locations) = try await context.locate(call[image], with: .locations)
        try await context.located(at: call.spans(of: self.url).last) {
            try await locations.describeLocation(url, of: target.id, as: wanted)
        }
        let after = try await target.backend.image(target.id)
        try context.console.write(ImageRecord.record(of: after, for: context.console), as: call.output)
    }

    private func change(_ call: Call) throws(UsageError) -> (url: String, metadata: Properties) {
        let url = try call.required(url, hint: "image location list IMAGE")
        var properties = Properties()
        for field in try JSONTexts.of(metadata, call) { properties[field.name] = field.value }
        return (url, properties)
    }
}
