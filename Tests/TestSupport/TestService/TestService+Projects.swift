public import BackendKit

/// A tenth of an identity service: two projects with names, and one name that both have, in domains of their own.
extension TestService: ProjectFinding {
    public func project(named word: String, domain: String?) async throws -> String {
        let projects = [(Self.owner, ["team-a", "twins"]), (Self.other, ["team-b", "twins"])]
        let found = projects.filter { $0.0 == word || $0.1.contains(word) }.map(\.0)
        let inDomain = found.filter { id in
            guard let domain, domain != "Default" else { return true }
            return domain == (id == Self.owner ? "one" : "two")
        }
        guard inDomain.count < 2 else {
            throw ImageError(.ambiguous, "several projects are named '\(word)'", details: inDomain)
        }
        if let id = inDomain.first { return id }
        throw ImageError(.notFound, "no project has the name or ID '\(word)'")
    }

    public func ownProject() async throws -> String { caller }

    public func knownProjects() async throws -> [(id: String, name: String)] {
        [(Self.owner, "team-a"), (Self.other, "team-b")]
    }
}
