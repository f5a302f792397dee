/// Finding projects by what a user calls them.
public protocol ProjectFinding: Sendable {
    /// The ID of the project with this name or ID.
    ///
    /// Most users may not look projects up: then their own are searched, and what is none of them is taken for an ID,
    /// as the openstack client does.
    /// - Parameter domain: name or ID of the domain the name belongs to; any when `nil`.
    /// - Throws: ``ImageError``: `.notFound`; `.ambiguous`, with the IDs, when several projects have the name.
    func project(named word: String, domain: String?) async throws -> String
    /// The ID of the project the caller works in.
    /// - Throws: ``ImageError`` with code `.usage` when the login is for no project.
    func ownProject() async throws -> String
    /// The projects the caller may work in, in the order of the service; none where nobody keeps a list of them.
    func knownProjects() async throws -> [(id: String, name: String)]
}

extension Capability<any ProjectFinding> {
    public static var projects: Self { Self("projects", "find projects by their names") }
}
