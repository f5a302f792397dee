public import BackendKit
internal import HTTPTransport
internal import JSONText
internal import OpenStack

/// Namespaces of metadata definitions (Image API v2, `/v2/metadefs/namespaces`).
extension GlanceBackend: MetadataDefining {
    private static let largestPage = 1000
    private static let mostPages = 1000

    public func namespaces(matching query: NamespaceQuery) async throws -> [MetadataNamespace] {
        let most = max(1, min(query.pageSize ?? 100, Self.largestPage))
        var found: [MetadataNamespace] = []
        var known: Set<[UInt8]> = []
        for _ in 0..<Self.mostPages {
            var parameters = [(name: "limit", value: String(most))]
            if !query.resourceTypes.isEmpty {
                parameters.append(("resource_types", query.resourceTypes.joined(separator: ",")))
            }
            if let visibility = query.visibility { parameters.append(("visibility", visibility.rawValue)) }
            if let last = found.last { parameters.append(("marker", last.name)) }
            let response = try await ask(ServiceRequest(.get, ["metadefs", "namespaces"], query: parameters)) { fault in
                fault.status == 404
                    ? self.missing("metadata definitions", fault)
                    : self.refusal(fault, "listing the namespaces")
            }
            let page = readable(try response.items("namespaces"), "namespace", MetadataRecord.namespace)
            let fresh = page.filter { known.insert(Array($0.name.utf8)).inserted }
            found += fresh
            // The link tells only that there is more; what is in it is of no use (see ``PageWalk``).
            guard try response.json()["next"]?.string != nil else { return found }
            guard !fresh.isEmpty else { break }
        }
        throw ImageError(.protocol, "listing the namespaces stopped: the list of the service does not end")
    }

    public func namespace(_ name: String, for resourceType: String?) async throws -> MetadataNamespace {
        let place = DefinitionPlace(name)
        let query = resourceType.map { [(name: "resource_type", value: $0)] } ?? []
        let json = try await definition(at: place, query: query).json()
        guard let namespace = MetadataRecord.namespace(json) else { throw unreadable(place) }
        return namespace
    }

    public func createNamespace(_ namespace: MetadataNamespace) async throws -> MetadataNamespace {
        let place = DefinitionPlace(namespace.name)
        _ = try place.path
        return try await write(
            .post, try MetadataBody.namespace(namespace, withContents: true), at: place,
            to: ["metadefs", "namespaces"], "creating \(place.words)", read: MetadataRecord.namespace,
            look: { try await self.ifPresent { try await self.namespace(namespace.name, for: nil) } })
    }

    public func replaceNamespace(
        _ name: String, with namespace: MetadataNamespace
    ) async throws -> MetadataNamespace {
        let place = DefinitionPlace(name)
        return try await write(
            .put, try MetadataBody.namespace(namespace, withContents: false), at: place, "changing \(place.words)",
            read: MetadataRecord.namespace,
            look: {
                let found = try await self.ifPresent { try await self.namespace(namespace.name, for: nil) }
                return found.flatMap { $0.hasSameFields(as: namespace) ? $0 : nil }
            })
    }

    public func deleteNamespace(_ name: String) async throws {
        try await delete(DefinitionPlace(name)) {
            try await self.ifPresent { try await self.namespace(name, for: nil) } == nil
        }
    }
}

extension MetadataNamespace {
    /// Whether what a namespace says of itself is the same; the other one may leave things out.
    fileprivate func hasSameFields(as other: MetadataNamespace) -> Bool {
        name.hasSameBytes(as: other.name) && displayName == other.displayName && about == other.about
            && (other.visibility == nil || visibility == other.visibility)
            && (other.isProtected == nil || isProtected == other.isProtected)
            && (other.owner == nil || owner == other.owner)
    }
}
