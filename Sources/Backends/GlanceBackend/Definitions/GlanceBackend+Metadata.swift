public import BackendKit
internal import HTTPTransport
internal import JSONText
internal import OpenStack

/// Namespaces of metadata definitions (Image API v2, `/v2/metadefs/namespaces`).
extension GlanceBackend: MetadataDefining {
    private static let pageSize = 100

    public func namespaces(matching query: NamespaceQuery) async throws -> [MetadataNamespace] {
        var parameters: [(name: String, value: String)] = []
        if !query.resourceTypes.isEmpty {
            parameters.append(("resource_types", query.resourceTypes.joined(separator: ",")))
        }
        if let visibility = query.visibility { parameters.append(("visibility", visibility.rawValue)) }
        let list = ServiceList(
            path: ["metadefs", "namespaces"], member: "namespaces", key: "namespace", query: parameters, start: nil,
            deed: "listing the namespaces")
        let walk = walk(list) { fault, deed in
            fault.status == 404 ? self.missing("metadata definitions", fault) : self.refusal(fault, deed)
        }
        var found: [MetadataNamespace] = []
        while let items = try await walk.next(atMost: max(1, query.pageSize ?? Self.pageSize)) {
            found += readable(items, "namespace", MetadataRecord.namespace)
        }
        return found
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
        for content in namespace.contents { try content.checkName() }
        do {
            return try await write(
                .post, try MetadataBody.namespace(namespace, withContents: true), at: place,
                to: ["metadefs", "namespaces"], "creating \(place.words)", read: MetadataRecord.namespace,
                look: { try await self.ifPresent { try await self.namespace(namespace.name, for: nil) } })
        } catch var error as ImageError where error.code == .conflict && !namespace.contents.isEmpty {
            // Glance says 409 for what is in it as well, and makes nothing then.
            if try await ifPresent({ try await self.namespace(namespace.name, for: nil) }) != nil { throw error }
            error.message += ", or it would hold two things of one name; nothing was made"
            throw error
        }
    }

    public func replaceNamespace(
        _ name: String, with namespace: MetadataNamespace
    ) async throws -> MetadataNamespace {
        let place = DefinitionPlace(name)
        let newPlace = DefinitionPlace(namespace.name)
        return try await write(
            .put, try MetadataBody.namespace(namespace, withContents: false), at: place, renamedTo: newPlace,
            "changing \(place.words)", read: MetadataRecord.namespace,
            look: {
                let found = try await self.renamed(name, to: newPlace, \.name) {
                    try await self.namespace($0, for: nil)
                }
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
    /// Where each thing in it is to be.
    fileprivate var contents: [DefinitionPlace] {
        (properties ?? []).map { DefinitionPlace(name, .properties, $0.name) }
            + (objects ?? []).map { DefinitionPlace(name, .objects, $0.name) }
            + (tags ?? []).map { DefinitionPlace(name, .tags, $0.name) }
    }

    /// Whether what a namespace says of itself is the same; the other one may leave things out.
    fileprivate func hasSameFields(as other: MetadataNamespace) -> Bool {
        name.hasSameBytes(as: other.name) && displayName == other.displayName && about == other.about
            && (other.visibility == nil || visibility == other.visibility)
            && (other.isProtected == nil || isProtected == other.isProtected)
            && (other.owner == nil || owner == other.owner)
    }
}
