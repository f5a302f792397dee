/// Sharing an image with chosen projects.
public protocol ImageSharing: Sendable {
    /// The projects an image is shared with. Its owner sees all of them, a member only itself.
    /// - Throws: ``ImageError``: `.notFound`; `.forbidden` when the image is not `shared`.
    func members(of image: Image.ID) async throws -> [Member]
    /// - Throws: ``ImageError`` with code `.notFound` when the project is no member.
    func member(_ project: String, of image: Image.ID) async throws -> Member
    /// Shares the image; it appears in the member's lists once the member accepts it.
    /// - Parameter project: a project's ID. Services do not check that there is such a project.
    /// - Throws: ``ImageError``: `.conflict` when the project is a member already; `.forbidden` when the image is not
    ///   `shared` or not the caller's.
    func addMember(_ project: String, to image: Image.ID) async throws -> Member
    /// - Throws: ``ImageError`` with code `.notFound` when the project is no member.
    func removeMember(_ project: String, from image: Image.ID) async throws
    /// Accepts or rejects what is shared with the caller's own project.
    /// - Throws: ``ImageError``: `.notFound`; `.forbidden` for the image's owner.
    func setStatus(_ status: Member.Status, of project: String, for image: Image.ID) async throws -> Member
}

extension Capability<any ImageSharing> {
    public static var sharing: Self { Self("share", "share images with chosen projects") }
}
