internal import BackendKit
internal import CommandKit

/// What a project makes of an image that is shared with it: the part of `image set` that changes no record.
struct Membership: Sendable {
    let status: Member.Status
    /// `nil` is the caller's own project.
    let project: ProjectReference?
    /// The domain the project's name belongs to.
    let domain: String?

    /// - Throws: ``ImageError`` with code `.notFound` when the image is not shared with the project.
    func set(for target: LocatedImage, in context: CommandContext) async throws {
        let sharing = try target.require(.sharing)
        let image = target.image
        let id =
            if let project {
                try await project.memberID(on: target.backend, domain: domain, in: context)
            } else {
                try await ownProject(target, sharing)
            }
        try await context.located(at: project?.span) {
            _ = try await sharing.setStatus(status, of: id, for: image.id)
        }
        if project == nil { try context.console.notice("image '\(image.label)': \(status) for project \(id)") }
    }

    /// The project of the login. Where nobody knows that: a member is told of no other member than itself, so the only
    /// one there is is the caller.
    private func ownProject(_ target: LocatedImage, _ sharing: any ImageSharing) async throws -> String {
        if let projects = target.backend.facet(.projects) { return try await projects.ownProject() }
        let image = target.image
        let members = try await sharing.members(of: image.id)
        guard let own = members.first else {
            throw ImageError(
                .notFound, "image '\(image.label)' is not shared with your project; nothing was changed")
        }
        guard members.count == 1 else {
            throw ImageError(
                .conflict, "image '\(image.label)' is your own, or you see all its members; nothing was changed",
                details: members.map { "\($0.project)  \($0.status)" }, hint: "--project PROJECT")
        }
        return own.project
    }
}

/// `--member-status`.
enum MemberStatusFilter: String, ClosedChoice {
    case accepted, pending, rejected, all

    static let noun = "member status"

    /// Upper case is taken as well, as the openstack client does.
    init(argument: String) throws(ArgumentProblem) {
        guard let value = Self(rawValue: argument.lowercased()) else {
            throw .unknown(argument, noun: Self.noun, known: Self.allCases.map(\.rawValue))
        }
        self = value
    }

    var status: Member.Status { Member.Status(rawValue: rawValue) }
}
