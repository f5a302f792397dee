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

    /// Warns of every option that says something here which the block storage service does not take.
    /// - Parameter others: what is given to ``run(_:isForced:)``, or means nothing anywhere.
    /// - Throws: ``UsageError`` for two visibilities.
    init(_ options: ImageOptions, beside others: [any Parameter], _ call: Call, in context: CommandContext) throws {
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
        let taken: [any Parameter] = [
            Self.option, options.diskFormat, options.containerFormat, options.visibility, VisibilityName.option,
            options.protection,
        ]
        // What is not taken is ignored, so that no option that is new can be forgotten here.
        let ignored = call.optionsGiven(except: taken + others)
        guard !ignored.isEmpty else { return }
        try context.console.warn(
            "\(ignored.joined(separator: ", ")): not for an image of a volume, which the block storage service makes; "
                + "what its record says can be changed with 'image set' afterwards")
    }

    func run(_ name: String, isForced: Bool) async throws {
        let volumes = try await context.require(.volumes)
        var request = request
        request.name = name
        request.isForced = isForced
        let (word, order) = (volume, request)
        let made = try await context.console.ordering(name) {
            try await context.located(at: call.spans(of: Self.option).last) {
                try await volumes.createImage(of: word, order)
            }
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

extension Call {
    /// The options that were given, as the signature spells them, in its order, without these.
    fileprivate func optionsGiven(except others: [any Parameter]) -> [String] {
        let known = Set(others.map(\.shape.key))
        return signature.parameters.filter { !known.contains($0.shape.key) }.flatMap { spellings(of: $0) }
    }

    /// Of the flags of a choice the one that was given.
    private func spellings(of parameter: some Parameter) -> [String] {
        guard has(parameter) else { return [] }
        let all = parameter.shape.spellings.map(\.text)
        guard all.count > 1 else { return all }
        let typed = spans(of: parameter).compactMap { span in words.first { $0.span == span }?.text }
        let given = all.filter { spelling in typed.contains { spelling.hasPrefix($0) } }
        return given.count == 1 ? given : [all.joined(separator: " | ")]
    }
}
