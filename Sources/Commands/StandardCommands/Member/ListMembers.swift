internal import BackendKit
internal import CommandKit

/// `image member list`
struct ListMembers: NamedCommand {
    static let name = CommandName("image member list")

    let image = Positional("image", of: ImageReference.self, help: "Name or ID of the image")

    var signature: Signature {
        Signature(
            Self.name, "List the projects an image is shared with", image, ProjectReference.domain,
            discussion: ["The image's owner sees all of them, a member only itself."],
            capabilities: [AnyCapability(.sharing)],
            output: .listing,
            columns: MemberRecord.columns,
            changes: .nothing,
            examples: [
                Example("image member list cirros", "Who can see the image 'cirros'"),
                Example("member list cirros -f value -c 'Member ID'", "Only the projects, one a line"),
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        try await Self.list(call[image], call, in: context)
    }

    static func list(_ image: ImageReference, _ call: Call, in context: CommandContext) async throws {
        let (target, sharing) = try await context.locate(image, with: .sharing)
        var listing = try context.console.listing(MemberRecord.columns, as: call.output)
        for member in try await sharing.members(of: target.id) { try listing.add(MemberRecord.row(of: member)) }
        try listing.finish()
    }
}
