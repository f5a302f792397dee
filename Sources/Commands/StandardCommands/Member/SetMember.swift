internal import BackendKit
internal import CommandKit

/// `image member set`
struct SetMember: NamedCommand {
    static let name = CommandName("image member set", or: "member-update")

    let image = Positional("image", of: ImageReference.self, help: "Name or ID of the image")
    let project = Positional(
        "project", of: ProjectReference.self, completion: .members, help: "Name or ID of the project")
    let status = Positional("status", of: Member.Status.self, help: "accepted, rejected or pending")

    var signature: Signature {
        Signature(
            Self.name, "Accept or reject an image that is shared with a project", image, project, status,
            ProjectReference.domain,
            discussion: [
                "Only the project itself may say this, not the image's owner. For your own project "
                    + "'image set --accept' and '--reject' are shorter."
            ],
            capabilities: [AnyCapability(.sharing)],
            output: .record,
            columns: MemberRecord.fields,
            changes: .always("accept or reject an image"),
            examples: [
                Example(
                    "image member set shared-with-us 921e80d9c1be4cafbf99096b23189576 accepted",
                    "Accept an image; it appears in the project's lists")
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let (target, sharing) = try await context.locate(call[image], with: .sharing)
        let project = try await call[project]
            .memberID(on: target.backend, domain: call[ProjectReference.domain], in: context)
        let status = call[status]
        let member = try await context.located(at: call[self.project].span) {
            try await sharing.setStatus(status, of: project, for: target.id)
        }
        try MemberRecord.write(member, call, in: context)
    }
}
