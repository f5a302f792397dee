internal import BackendKit
internal import CommandKit

/// `image member get`
struct GetMember: NamedCommand {
    static let name = CommandName("image member get", or: "member-get")

    let image = Positional("image", of: ImageReference.self, help: "Name or ID of the image")
    let project = Positional(
        "project", of: ProjectReference.self, completion: .members, help: "Name or ID of the project")

    var signature: Signature {
        Signature(
            Self.name, "Show how an image is shared with one project", image, project,
            ProjectReference.domain,
            capabilities: [AnyCapability(.sharing)],
            output: .record,
            columns: MemberRecord.fields,
            changes: .nothing,
            examples: [
                Example(
                    "image member get cirros def03137a7bd4341bcc3836b11e41368 -f value -c status",
                    "Whether the project has accepted it")
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let (target, sharing) = try await context.locate(call[image], with: .sharing)
        let project = try await call[project]
            .memberID(on: target.backend, domain: call[ProjectReference.domain], in: context)
        let member = try await context.located(at: call[self.project].span) {
            try await sharing.member(project, of: target.id)
        }
        try context.console.write(MemberRecord.record(of: member), as: call.output)
    }
}
