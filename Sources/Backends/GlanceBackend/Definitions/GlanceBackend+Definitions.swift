public import BackendKit
internal import HTTPTransport
internal import JSONText
internal import OpenStack

/// What the metadata definitions of the service say of properties (Image API v2, `/v2/metadefs`).
extension GlanceBackend: PropertyDefining {
    /// The resource type whose properties are those of images.
    private static let resourceType = "OS::Glance::Image"
    /// Namespaces that are asked for at a time.
    private static let width = 4

    public func imageProperties() async throws -> [PropertyDefinition] {
        var query = NamespaceQuery()
        query.resourceTypes = [Self.resourceType]
        let namespaces = try await namespaces(matching: query).map(\.name).filter(PathSegment.isSafe)
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
