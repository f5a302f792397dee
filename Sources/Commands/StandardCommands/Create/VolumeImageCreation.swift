internal import BackendKit
internal import CommandKit

/// Has an image made of a volume, as `--volume` asks for.
struct VolumeImageCreation: Sendable {
    static let option = Option<String>(
        "--volume", value: "volume", help: "Make the image of a volume of the cloud, by its name or ID")

    private let volume: String
    private let request: VolumeImageRequest
    private let call: Call
    private let context: CommandContext

    /// - Throws: ``UsageError`` for an option that says something of data, which does not go through here.
    init(_ options: ImageOptions, _ call: Call, in context: CommandContext) throws {
        self.call = call
        self.context = context
        volume = call[Self.option] ?? ""
        var request = VolumeImageRequest(name: "")
        // The openstack client's defaults.
        request.diskFormat = call[options.diskFormat] ?? .raw
        request.containerFormat = call[options.containerFormat] ?? .bare
        request.visibility = try VisibilityName.value(call, or: options.visibility)
        request.isProtected = call[options.protection]
        self.request = request
        let ignored: [(name: String, isGiven: Bool)] = [
            ("--min-disk", call.has(options.minDisk)), ("--min-ram", call.has(options.minRAM)),
            ("--property", call.has(options.property)), ("--tag", call.has(options.tag)),
            ("--project", call.has(options.project)), ("--sign-key-path", call.has(ImageSigner.key)),
        ]
        let names = ignored.filter(\.isGiven).map(\.name)
        guard !names.isEmpty else { return }
        try context.console.warn(
            "\(names.joined(separator: ", ")): not for an image of a volume, which the block storage service makes; "
                + "'image set' changes it afterwards")
    }

    func run(_ name: String, isForced: Bool) async throws {
        let volumes = try await context.require(.volumes)
        var request = request
        request.name = name
        request.isForced = isForced
        let (word, order) = (volume, request)
        let made = try await context.located(at: call.spans(of: Self.option).last) {
            try await volumes.createImage(of: word, order)
        }
        context.remember(made.image)
        try context.console.telling(made: made.image) {
            try context.console.write(Self.record(of: made), as: call.output)
        }
    }

    /// In the shape of the `openstack` client.
    private static func record(of made: VolumeImage) -> Record {
        Record([
            .init("container_format", .text(made.containerFormat?.rawValue)),
            .init("disk_format", .text(made.diskFormat?.rawValue)), .init("display_description", .text(made.about)),
            .init("id", .text(made.volume)), .init("image_id", .text(made.image.rawValue)),
            .init("image_name", .text(made.imageName)), .init("protected", .flag(made.isProtected)),
            .init("size", .number(made.size)), .init("status", .text(made.status)),
            .init("updated_at", .text(made.updatedAt?.text)), .init("visibility", .text(made.visibility?.rawValue)),
            .init("volume_type", .text(made.type)),
        ])
    }
}
