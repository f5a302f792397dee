internal import BackendKit
internal import CommandKit

/// `image remove project`
struct RemoveProject: NamedCommand {
    static let name = CommandName("image remove project", or: "member-delete")

    let image = Positional("image", of: ImageReference.self, help: "Name or ID of the image")
    let project = Positional(
        "project", of: ProjectReference.self, completion: .members, help: "Name or ID of the project it is shared with")

    var signature: Signature {
        Signature(
            Self.name, "Stop sharing an image with a project", image, project, ProjectReference.domain,
            discussion: ["Servers that were made from the image stay; the project only cannot use it any more."],
            capabilities: [AnyCapability(.sharing)],
            changes: .always("stop sharing an image"),
            examples: [
                Example(
                    "image remove project cirros def03137a7bd4341bcc3836b11e41368",
                    "The other project does not see 'cirros' any more")
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let (target, sharing) = try await context.locate(call[image], with: .sharing)
        let project = try await call[project]
            .memberID(on: target.backend, domain: call[ProjectReference.domain], in: context)
        try await context.located(at: call[self.project].span) {
            try await sharing.removeMember(project, from: target.id)
        }
    }
}
