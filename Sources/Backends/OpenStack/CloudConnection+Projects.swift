public import BackendKit
internal import HTTPTransport
internal import JSONText

extension CloudConnection: ProjectFinding {
    /// A cloud without an identity service knows no names, and takes every word for an ID.
    public func project(named word: String, domain: String? = nil) async throws -> String {
        guard settings.login.authURL != nil else {
            return takenForID(word, because: "no identity service is known here that knows names")
        }
        let token = try await validToken(life: 0)
        let search = ProjectSearch(
            identity: service(.identity), word: word, domain: domain,
            ownDomain: (token.projectDomainID, token.projectDomainName))
        do {
            if let found = try await search.run() { return found }
        } catch let fault as ServiceFault {
            throw fault.error(nil, "looking for project '\(word)' failed")
        }
        return takenForID(word, because: "it is none of your own projects, and you may not look others up")
    }

    /// Services take any word for a project, so that a slip would share an image with nobody.
    private func takenForID(_ word: String, because reason: String) -> String {
        if !ProjectSearch.looksLikeID(word) {
            exchange.diagnostics.report(.warning("'\(word)' is taken for a project's ID: \(reason)"))
        }
        return word
    }

    /// The ID of the project that the login is for.
    /// - Throws: ``ImageError`` with code `.usage` for a login that is for no project.
    public func ownProject() async throws -> String {
        if let id = try await validToken(life: 0).projectID { return id }
        throw ImageError(
            .usage, "cloud '\(settings.name)': the login is for no project, so none is your own",
            hint: "--project PROJECT")
    }

    /// Nobody is asked where there is no identity service.
    public func knownProjects() async throws -> [(id: String, name: String)] {
        guard settings.login.authURL != nil else { return [] }
        do {
            return try await projects()
        } catch let fault as ServiceFault {
            throw fault.error(nil, "listing the projects failed")
        }
    }

    /// The projects the user may work in, whichever the token is for.
    func projects() async throws -> [(id: String, name: String)] {
        let answer = try await service(.identity).send(ServiceRequest(.get, ["auth", "projects"]))
        return ProjectSearch.projects(try answer.json()).map { ($0.id, $0.name) }
    }
}
