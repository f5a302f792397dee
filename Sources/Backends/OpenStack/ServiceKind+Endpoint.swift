internal import HTTPTransport

extension ServiceKind {
    /// In order of preference.
    var catalogueTypes: [String] {
        switch self {
        case .image, .identity: [rawValue]
        case .compute: ["compute", "computev21"]
        case .volume: ["block-storage", "volumev3", "block-store", "volume"]
        }
    }

    /// The root that requests are relative to, from what a catalogue or an override says.
    /// - Parameter project: the ID of the login's project.
    func versioned(_ url: HTTPURL, project: String?) -> HTTPURL {
        var root = HTTPURL(origin: url.origin, path: url.path.trimmedSlashes)
        let segments = root.path.split(separator: "/", omittingEmptySubsequences: false)
        switch self {
        case .image where Self.endsInProject(segments, project): return root
        case .image, .identity:
            if let last = segments.last, Self.isVersion(last) { root.path.removeLast(last.utf8.count + 1) }
            return root.appending(self == .image ? "v2" : "v3")
        case .compute, .volume:
            // The project's ID may follow the version.
            let version = self == .compute ? "v2.1" : "v3"
            return segments.contains(where: Self.isVersion) ? root : root.appending(version)
        }
    }

    /// Whether the project's ID follows version 2, as it does in a few clouds.
    private static func endsInProject(_ segments: [Substring], _ project: String?) -> Bool {
        guard let project, segments.last?.utf8.elementsEqual(project.utf8) == true,
            let version = segments.dropLast().last
        else { return false }
        return isVersion(version) && version.split(separator: ".").first == "v2"
    }

    /// `v2`, `v2.1`
    private static func isVersion(_ segment: Substring) -> Bool {
        let numbers = segment.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
        return segment.hasPrefix("v") && (1...2).contains(numbers.count)
            && numbers.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    }
}

extension CloudSettings.Login {
    /// The one endpoint of a login without an identity service.
    var endpoint: HTTPURL? {
        switch self {
        case .adminToken(_, let endpoint): endpoint
        case .none(let endpoint): endpoint
        case .password, .token, .applicationCredential: nil
        }
    }
}

/// What chooses an endpoint among those of a cloud.
struct EndpointChoice: Hashable {
    let kind: ServiceKind
    let region: String?
    let interfaces: [CloudSettings.Interface]
    let service: CloudSettings.ServiceSettings?
}

extension CloudSettings {
    func choice(of kind: ServiceKind) -> EndpointChoice {
        EndpointChoice(kind: kind, region: region, interfaces: interfaces, service: services[kind])
    }
}
