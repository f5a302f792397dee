internal import BackendKit
internal import CommandKit

/// `member-list`, where the glance client has an option for the image.
struct ListMembersByOption: NamedCommand {
    static let name = CommandName("member-list")

    let image = Option<ImageReference>("--image-id", value: "image", help: "Name or ID of the image")

    var signature: Signature {
        Signature(
            Self.name, "List the projects an image is shared with, as the glance client says it", image,
            capabilities: [AnyCapability(.sharing)],
            output: .listing,
            columns: MemberRecord.columns,
            isHidden: true,
            changes: .nothing,
            examples: [Example("member-list --image-id cirros", "Who can see the image 'cirros'")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        guard let image = call[image] else {
            throw UsageError("'member-list' needs --image-id", hint: "image member list IMAGE")
        }
        try await ListMembers.list(image, call, in: context)
    }
}
