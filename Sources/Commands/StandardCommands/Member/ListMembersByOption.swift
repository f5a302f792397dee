internal import BackendKit
internal import CommandKit

/// `member-list`, where the glance client has an option for the image.
struct ListMembersByOption: NamedCommand {
    static let name = CommandName("member-list")

    let image = Option<ImageReference>("--image-id", value: "image", isNeeded: true, help: "Name or ID of the image")

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

    func check(_ call: Call) throws(UsageError) { _ = try image(of: call) }

    func run(_ call: Call, in context: CommandContext) async throws {
        try await ListMembers.list(try image(of: call), call, in: context)
    }

    private func image(of call: Call) throws(UsageError) -> ImageReference {
        try call.required(image, hint: "image member list IMAGE")
    }
}
