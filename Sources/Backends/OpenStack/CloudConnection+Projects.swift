internal import BackendKit
internal import HTTPTransport
internal import JSONText

extension CloudConnection {
    /// The ID of a project.
    ///
    /// Most users may not look projects up; then their own are searched, and a word that is none of them is taken for
    /// an ID, as the official client does.
    /// - Parameter domain: name or ID of the project's domain; any when `nil`.
    /// - Throws: ``ImageError`` with code `.ambiguous` when several projects have the name.
    public func project(named word: String, domain: String? = nil) async throws -> String {
        guard settings.login.authURL != nil else { return word }
        let identity = service(.identity)
        var query = [(name: "name", value: word)]
        if let domain { query.append(("domain_id", try await self.domain(domain, identity))) }
        let found: [(id: String, name: String)]
        do {
            let answer = try await identity.send(ServiceRequest(.get, ["projects"], query: query))
            found = Self.projects(try answer.json())
        } catch let fault as ServiceFault where fault.status == 403 || fault.status == 404 {
            let answer = try? await identity.send(ServiceRequest(.get, ["auth", "projects"]))
            found = (try? answer?.json()).map(Self.projects) ?? []
        }
        let matching = found.filter { $0.name.utf8.elementsEqual(word.utf8) }
        guard matching.count < 2 else {
            throw ImageError(
                .ambiguous, "several projects are named '\(word)'", details: matching.map { "\($0.id)  \($0.name)" })
        }
        return matching.first?.id ?? word
    }

    private func domain(_ word: String, _ identity: any ServiceClient) async throws -> String {
        do {
            let answer = try await identity.send(
                ServiceRequest(.get, ["domains"], query: [(name: "name", value: word)]))
            return try answer.json()["domains"]?.array?.first?["id"]?.string ?? word
        } catch let fault as ServiceFault where fault.status == 403 || fault.status == 404 {
            return word
        }
    }

    /// The projects a user may work in, for a token that is for none.
    func projects(of token: Token) async throws -> [(id: String, name: String)] {
        let answer = try await service(.identity).send(ServiceRequest(.get, ["auth", "projects"]))
        return Self.projects(try answer.json())
    }

    private static func projects(_ json: JSON) -> [(id: String, name: String)] {
        (json["projects"]?.array ?? []).compactMap { project in
            guard let id = project["id"]?.string, let name = project["name"]?.string else { return nil }
            return (id, name)
        }
    }
}
