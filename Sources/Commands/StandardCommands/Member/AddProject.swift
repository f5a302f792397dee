internal import BackendKit
internal import CommandKit

/// `image add project`
struct AddProject: NamedCommand {
    static let name = CommandName("image add project", or: "member-create")

    let image = Positional("image", of: ImageReference.self, help: "Name or ID of the image")
    let project = Positional("project", of: ProjectReference.self, help: "Name or ID of the project to share it with")

    var signature: Signature {
        Signature(
            Self.name, "Share an image with a project", image, project, ProjectReference.domain,
            discussion: [
                "The image must be 'shared' (see image set). It appears in the project's lists once the project has "
                    + "accepted it: image set --accept. Until then the project finds it by its ID."
            ],
            capabilities: [AnyCapability(.sharing)],
            output: .record,
            columns: MemberRecord.fields,
            changes: .always("share an image"),
            examples: [
                Example(
                    "image add project cirros def03137a7bd4341bcc3836b11e41368", "Share 'cirros' with another project"),
                Example("image add project cirros team-b --project-domain Default", "By the project's name"),
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let (target, sharing) = try await context.locate(call[image], with: .sharing)
        let project = try await call[project]
            .id(on: target.backend, domain: call[ProjectReference.domain], in: context)
        let member = try await context.located(at: call[self.project].span) {
            try await sharing.addMember(project, to: target.id)
        }
        try MemberRecord.write(member, call, in: context)
    }
}
