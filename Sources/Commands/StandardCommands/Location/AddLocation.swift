internal import BackendKit
internal import CommandKit

/// `image location add`
struct AddLocation: NamedCommand {
    static let name = CommandName("image location add", or: "location-add", "add-location")

    let image = Positional("image", of: ImageReference.self, help: "Name or ID of an image without data")
    let url = Option<String>("--url", value: "url", isNeeded: true, help: "Where the data is")
    let metadata = Option<String>("--metadata", value: "json", default: "{}", help: "An object of texts, as JSON")
    let checksum = Option<String>("--checksum", value: "md5", help: "The MD5 of the data")
    let hashAlgorithm = Option<String>(
        "--hash-algo", value: "algorithm",
        completion: .words(["sha512", "sha256", "sha1", "md5"].map { ($0, "") }), help: "Of the data's hash")
    let hashValue = Option<String>("--hash-value", value: "hexadecimal", help: "The data's hash")
    let validation = Option<String>(
        "--validation-data", value: "json", help: "The hash as {\"os_hash_algo\": …, \"os_hash_value\": …}")

    var signature: Signature {
        Signature(
            Self.name, "Give an image data that is somewhere else", image, url, metadata, checksum,
            hashAlgorithm, hashValue, validation,
            discussion: [
                "Most services allow this to nobody, or to administrators only. A service may read the data in the "
                    + "background to hash it; 'image tasks' shows how far it is."
            ],
            capabilities: [AnyCapability(.locations)],
            output: .record,
            columns: ImageRecord.fields,
            changes: .always("add a location"),
            examples: [
                Example("image location add later --url http://mirror.example/debian.img", "Data behind an address")
            ])
    }

    func check(_ call: Call) throws(UsageError) { _ = try location(call) }

    func run(_ call: Call, in context: CommandContext) async throws {
        let location = try location(call)
        let (target, locations) = try await context.locate(call[image], with: .locations)
        try await context.located(at: call.spans(of: url).last) {
            try await locations.addLocation(location, to: target.id)
        }
        let after = try await target.backend.image(target.id)
        try context.console.write(ImageRecord.record(of: after, for: context.console), as: call.output)
    }

    private func location(_ call: Call) throws(UsageError) -> ImageLocation {
        var location = ImageLocation(url: try call.required(url, hint: "image location add IMAGE --url URL"))
        for field in try JSONTexts.of(metadata, call) { location.metadata[field.name] = field.value }
        var (algorithm, value) = (call[hashAlgorithm], call[hashValue])
        location.checksum = call[checksum]
        for field in try JSONTexts.of(validation, call) {
            switch field.name {
            case "os_hash_algo": algorithm = field.value
            case "os_hash_value": value = field.value
            case "checksum": location.checksum = field.value
            default:
                throw UsageError(
                    "--validation-data cannot hold '\(field.name)'", at: call.spans(of: validation).last,
                    hint: "os_hash_algo, os_hash_value")
            }
        }
        switch (algorithm, value) {
        case (let algorithm?, let value?): location.hash = ImageHash(algorithm: algorithm, value: value)
        case (nil, nil): break
        default: throw UsageError("a hash needs both --hash-algo and --hash-value")
        }
        return location
    }
}
