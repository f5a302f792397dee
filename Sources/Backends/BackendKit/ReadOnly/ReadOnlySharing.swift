/// Members to look at.
struct ReadOnlySharing: ImageSharing {
    let base: any ImageSharing

    func members(of image: Image.ID) async throws -> [Member] { try await base.members(of: image) }

    func member(_ project: String, of image: Image.ID) async throws -> Member {
        try await base.member(project, of: image)
    }

    func addMember(_ project: String, to image: Image.ID) async throws -> Member {
        throw ReadOnlyBackend.refusal("image '\(image)' is shared as it was")
    }

    func removeMember(_ project: String, from image: Image.ID) async throws {
        throw ReadOnlyBackend.refusal("image '\(image)' is shared as it was")
    }

    func setStatus(_ status: Member.Status, of project: String, for image: Image.ID) async throws -> Member {
        throw ReadOnlyBackend.refusal("image '\(image)' is shared as it was")
    }
}
