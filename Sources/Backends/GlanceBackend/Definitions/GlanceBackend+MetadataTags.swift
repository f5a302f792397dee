public import BackendKit
internal import HTTPTransport
internal import JSONText
internal import OpenStack

/// Tags in a namespace. Their names differ by more than case.
extension GlanceBackend {
    public func tags(in namespace: String) async throws -> [MetadataTag] {
        let found = try await definition(at: DefinitionPlace(namespace, .tags)).items("tags")
        return readable(found, "tag", MetadataRecord.tag)
    }

    public func tag(_ name: String, in namespace: String) async throws -> MetadataTag {
        let place = DefinitionPlace(namespace, .tags, name)
        guard let tag = MetadataRecord.tag(try await definition(at: place).json()) else { throw unreadable(place) }
        return tag
    }

    public func createTag(_ name: String, in namespace: String) async throws -> MetadataTag {
        let place = DefinitionPlace(namespace, .tags, name)
        return try await write(
            .post, nil, at: place, "creating \(place.words)", read: MetadataRecord.tag,
            look: { try await self.ifPresent { try await self.tag(name, in: namespace) } })
    }

    public func createTags(
        _ names: [String], in namespace: String, keepingOthers: Bool
    ) async throws -> [MetadataTag] {
        let place = DefinitionPlace(namespace, .tags)
        for name in names { try DefinitionPlace(namespace, .tags, name).checkName() }
        return try await write(
            .post, ["tags": MetadataBody.tags(names)], at: place,
            headers: keepingOthers ? ["X-Openstack-Append": "True"] : HTTPHeaders(), "creating \(place.words)",
            read: { $0["tags"]?.array.map { $0.compactMap(MetadataRecord.tag) } },
            look: {
                let found = try await self.tags(in: namespace)
                let isDone = names.allSatisfy { name in found.contains { $0.name.hasSameBytes(as: name) } }
                return isDone ? found : nil
            })
    }

    public func renameTag(_ name: String, to newName: String, in namespace: String) async throws -> MetadataTag {
        let place = DefinitionPlace(namespace, .tags, name)
        let newPlace = DefinitionPlace(namespace, .tags, newName)
        return try await write(
            .put, ["name": .string(newName)], at: place, renamedTo: newPlace, "changing \(place.words)",
            read: MetadataRecord.tag,
            look: {
                try await self.renamed(name, to: newPlace, \.name) { try await self.tag($0, in: namespace) }
            })
    }

    public func deleteTag(_ name: String, in namespace: String) async throws {
        try await delete(DefinitionPlace(namespace, .tags, name)) {
            try await self.ifPresent { try await self.tag(name, in: namespace) } == nil
        }
    }

    public func deleteAllTags(in namespace: String) async throws {
        try await delete(DefinitionPlace(namespace, .tags)) { try await self.tags(in: namespace).isEmpty }
    }
}
