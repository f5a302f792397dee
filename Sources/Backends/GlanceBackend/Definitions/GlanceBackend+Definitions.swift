public import BackendKit
internal import HTTPTransport
internal import JSONText
internal import OpenStack

/// What the metadata definitions of the service say of properties (Image API v2, `/v2/metadefs`).
extension GlanceBackend: PropertyDefining {
    /// The resource type whose properties are those of images.
    private static let resourceType = "OS::Glance::Image"
    private static let pageSize = 100
    private static let mostPages = 100
    /// Namespaces that are asked for at a time.
    private static let width = 4

    public func imageProperties() async throws -> [PropertyDefinition] {
        let namespaces = try await namespaces()
        let found = try await withThrowingTaskGroup(of: [PropertyDefinition].self) { group in
            var waiting = namespaces[...]
            for name in waiting.prefix(Self.width) { group.addTask { try await self.properties(of: name) } }
            waiting = waiting.dropFirst(Self.width)
            var all: [PropertyDefinition] = []
            while let properties = try await group.next() {
                all += properties
                if let name = waiting.popFirst() { group.addTask { try await self.properties(of: name) } }
            }
            return all
        }
        return found.sorted { one, other in
            one.name.hasSameBytes(as: other.name)
                ? (one.namespace ?? "").precedesInBytes(other.namespace ?? "")
                : one.name.precedesInBytes(other.name)
        }
    }

    /// The namespaces that say something about images, by their names.
    private func namespaces() async throws -> [String] {
        var names: [String] = []
        for _ in 0..<Self.mostPages {
            var query = [
                (name: "resource_types", value: Self.resourceType), (name: "limit", value: "\(Self.pageSize)"),
            ]
            if let marker = names.last { query.append((name: "marker", value: marker)) }
            let response = try await ask(ServiceRequest(.get, ["metadefs", "namespaces"], query: query)) { fault in
                fault.status == 404
                    ? self.missing("metadata definitions", fault)
                    : self.refusal(fault, "listing the metadata definitions")
            }
            let page = try response.items("namespaces").compactMap { $0["namespace"]?.string }
            names += page.filter(PathSegment.isSafe)
            // The link tells only that there is more; what is in it is of no use (see ``PageWalk``).
            guard try response.json()["next"]?.string != nil, !page.isEmpty else { break }
        }
        return names
    }

    /// The properties of a namespace and of its objects, with the prefix they have on images; none once it is gone.
    private func properties(of namespace: String) async throws -> [PropertyDefinition] {
        let request = ServiceRequest(
            .get, ["metadefs", "namespaces", namespace], query: [(name: "resource_type", value: Self.resourceType)])
        do {
            let json = try await ask(request) { fault in
                fault.status == 404
                    ? fault.error(.notFound, "there is no namespace '\(namespace)'")
                    : self.refusal(fault, "showing the namespace '\(namespace)'")
            }.json()
            let objects = (json["objects"]?.array ?? []).compactMap { $0["properties"]?.object }
            return ([json["properties"]?.object].compactMap(\.self) + objects).flatMap { properties in
                properties.map { DefinitionRecord.property($0.name, $0.value, of: namespace) }
            }
        } catch let error as ImageError where error.code == .notFound {
            return []
        }
    }
}
