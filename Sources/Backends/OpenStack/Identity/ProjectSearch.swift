internal import BackendKit
internal import HTTPTransport
internal import JSONText

/// Finds the project that a user calls by a name or an ID (Identity API v3, "Projects").
struct ProjectSearch: Sendable {
    struct Project: Sendable {
        let id: String
        let name: String
        let domain: String?
    }

    let identity: any ServiceClient
    let word: String
    let domain: String?
    /// The domain of the project that the token is for.
    let ownDomain: (id: String?, name: String?)

    /// Whether a word has the form Keystone gives to IDs: a UUID, mostly without its dashes.
    static func looksLikeID(_ word: String) -> Bool {
        let digits = word.utf8.filter { $0 != UInt8(ascii: "-") }
        return digits.count == 32 && [32, 36].contains(word.utf8.count) && digits.allSatisfy(\.isHexadecimal)
    }

    /// - Returns: the ID; `nil` when this user may not know.
    /// - Throws: ``ImageError``: `.notFound`, `.ambiguous`; ``ServiceFault``.
    func run() async throws -> String? {
        if Self.looksLikeID(word) {
            switch try await byID() {
            case .found(let id): return id
            case .denied: return nil
            case .none: break
            }
        }
        let domainID = try await resolvedDomain()
        if let found = try await named(domainID) {
            if let one = try only(found) { return one.id }
            if !Self.looksLikeID(word), case .found(let id) = try await byID() { return id }
            let place = domain.map { " in domain '\($0)'" } ?? ""
            throw ImageError(
                .notFound, "no project\(place) has the name or ID '\(word)'", hint: "openstack project list")
        }
        return try only(try await own(domainID))?.id
    }

    private enum Answer {
        case found(String)
        case none
        /// This user may not look at it, or nothing tells that from its absence.
        case denied
    }

    private func byID() async throws -> Answer {
        // Nothing else is an ID, and such words would be steps in a path.
        guard !word.isEmpty, word.utf8.allSatisfy(\.isOfID) else { return .none }
        do {
            let answer = try await identity.send(ServiceRequest(.get, ["projects", word]))
            return try answer.json()["project"]?["id"]?.string.map { .found($0) } ?? .none
        } catch let fault as ServiceFault where fault.status == 404 {
            return .none
        } catch let fault as ServiceFault where fault.status == 403 {
            return .denied
        }
    }

    /// - Returns: `nil` when this user may not list projects.
    private func named(_ domainID: String?) async throws -> [Project]? {
        var query = [(name: "name", value: word)]
        if let domainID { query.append(("domain_id", domainID)) }
        do {
            let answer = try await identity.send(ServiceRequest(.get, ["projects"], query: query))
            return Self.projects(try answer.json())
        } catch let fault as ServiceFault where fault.status == 403 || fault.status == 404 {
            return nil
        }
    }

    /// The projects the user has a role in, of the domain when one was named.
    private func own(_ domainID: String?) async throws -> [Project] {
        do {
            let answer = try await identity.send(ServiceRequest(.get, ["auth", "projects"]))
            return Self.projects(try answer.json()).filter { domainID == nil || $0.domain == domainID }
        } catch let fault as ServiceFault where fault.status == 403 || fault.status == 404 {
            return []
        }
    }

    /// The ID of the domain; a word that cannot be looked up is the token's own domain, or an ID.
    private func resolvedDomain() async throws -> String? {
        guard let domain else { return nil }
        do {
            let answer = try await identity.send(
                ServiceRequest(.get, ["domains"], query: [(name: "name", value: domain)]))
            return try answer.json()["domains"]?.array?.first?["id"]?.string ?? domain
        } catch let fault as ServiceFault where fault.status == 403 || fault.status == 404 {
            return ownDomain.name?.hasSameBytes(as: domain) == true ? ownDomain.id ?? domain : domain
        }
    }

    /// Keystone's database may take other letters for equal.
    private func only(_ projects: [Project]) throws(ImageError) -> Project? {
        let matching = projects.filter { $0.name.hasSameBytes(as: word) }
        guard matching.count < 2 else {
            throw ImageError(
                .ambiguous, "several projects are named '\(word)'",
                details: matching.map { "\($0.id)\($0.domain.map { "  of domain \($0)" } ?? "")" },
                hint: "--project-domain DOMAIN, or the project's ID")
        }
        return matching.first
    }

    static func projects(_ json: JSON) -> [Project] {
        (json["projects"]?.array ?? []).compactMap { project in
            guard let id = project["id"]?.string, let name = project["name"]?.string else { return nil }
            return Project(id: id, name: name, domain: project["domain_id"]?.string)
        }
    }
}

extension UInt8 {
    fileprivate var isHexadecimal: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }

    fileprivate var isOfID: Bool {
        switch self {
        case UInt8(ascii: "g")...UInt8(ascii: "z"), UInt8(ascii: "G")...UInt8(ascii: "Z"), UInt8(ascii: "-"),
            UInt8(ascii: "_"):
            true
        default: isHexadecimal
        }
    }
}
