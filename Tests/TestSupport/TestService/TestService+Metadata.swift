public import BackendKit

/// Definitions in memory, with Glance's rules: a namespace is found by its name, replacing one leaves its contents.
extension TestService: MetadataDefining {
    static let sampleNamespaces: [MetadataNamespace] = {
        var watchdog = MetadataNamespace("OS::Compute::Watchdog")
        watchdog.displayName = "Watchdog Behavior"
        watchdog.about = "What happens when a guest hangs."
        watchdog.visibility = .public
        watchdog.isProtected = true
        watchdog.owner = "admin"
        watchdog.properties = [
            MetadataProperty(
                "watchdog_action",
                schema:
                    #"{"title":"Watchdog Action","type":"string","enum":["disabled","reset"],"description":"For it"}"#)
        ]
        var image = ResourceTypeAssociation("OS::Glance::Image")
        image.prefix = "hw_"
        watchdog.associations = [image, ResourceTypeAssociation("OS::Nova::Flavor")]

        var disks = MetadataNamespace("Example::Disks")
        disks.about = "Ours"
        disks.properties = [
            MetadataProperty("size", schema: #"{"title":"Size","type":"integer","minimum":1,"readonly":true}"#)
        ]
        var partition = MetadataObject("partition")
        partition.about = "A part of a disk"
        partition.required = ["label"]
        partition.properties = [MetadataProperty("label", schema: #"{"title":"Label","type":"string"}"#)]
        disks.objects = [partition]
        disks.associations = [ResourceTypeAssociation("OS::Glance::Image")]
        disks.tags = [MetadataTag("old")]
        return [watchdog, disks, MetadataNamespace("Example::Old")].map { sample in
            var sample = sample
            sample.visibility = sample.visibility ?? .private
            sample.isProtected = sample.isProtected ?? false
            sample.owner = sample.owner ?? TestService.owner
            sample.createdAt = Timestamp(text: "2026-01-31T10:00:00Z")
            sample.updatedAt = Timestamp(text: "2026-01-31T10:00:00Z")
            return sample
        }
    }()

    private func place(of name: String) throws -> Int {
        guard let place = definitions.firstIndex(where: { $0.name == name }) else {
            throw ImageError(.notFound, "there is no namespace '\(name)'", hint: "image metadef namespace list")
        }
        return place
    }

    private func taken(_ noun: String, _ name: String, _ namespace: String) -> ImageError {
        ImageError(.conflict, "the namespace '\(namespace)' has \(noun) '\(name)' already")
    }

    private func none(_ noun: String, _ name: String, _ namespace: String) -> ImageError {
        ImageError(.notFound, "the namespace '\(namespace)' has no \(noun) '\(name)'")
    }

    public func namespaces(matching query: NamespaceQuery) -> [MetadataNamespace] {
        definitions.filter { namespace in
            let types = (namespace.associations ?? []).map(\.resourceType)
            return (query.resourceTypes.isEmpty || query.resourceTypes.contains(where: types.contains))
                && (query.visibility == nil || query.visibility == namespace.visibility)
        }
    }

    public func namespace(_ name: String, for resourceType: String?) throws -> MetadataNamespace {
        var found = definitions[try place(of: name)]
        guard let resourceType else { return found }
        let prefix = found.associations?.first { $0.resourceType == resourceType }?.prefix ?? ""
        found.properties = found.properties?.map { MetadataProperty(prefix + $0.name, schema: $0.schema) }
        return found
    }

    public func createNamespace(_ namespace: MetadataNamespace) throws -> MetadataNamespace {
        guard !definitions.contains(where: { $0.name == namespace.name }) else {
            throw ImageError(.conflict, "there is a namespace '\(namespace.name)' already")
        }
        var made = namespace
        made.visibility = made.visibility ?? .private
        made.isProtected = made.isProtected ?? false
        made.owner = made.owner ?? caller
        made.createdAt = now()
        made.updatedAt = made.createdAt
        definitions.append(made)
        return made
    }

    public func replaceNamespace(_ name: String, with namespace: MetadataNamespace) throws -> MetadataNamespace {
        let place = try place(of: name)
        var changed = definitions[place]
        changed.name = namespace.name
        changed.displayName = namespace.displayName
        changed.about = namespace.about
        changed.visibility = namespace.visibility ?? .private
        changed.isProtected = namespace.isProtected ?? false
        changed.owner = namespace.owner ?? caller
        changed.updatedAt = now()
        definitions[place] = changed
        return changed
    }

    public func deleteNamespace(_ name: String) throws {
        let place = try place(of: name)
        guard definitions[place].isProtected != true else {
            throw ImageError(.conflict, "the namespace '\(name)' is protected; nothing was deleted")
        }
        definitions.remove(at: place)
    }

    public func properties(in namespace: String) throws -> [MetadataProperty] {
        definitions[try place(of: namespace)].properties ?? []
    }

    public func property(_ name: String, in namespace: String) throws -> MetadataProperty {
        guard let found = try properties(in: namespace).first(where: { $0.name == name }) else {
            throw none("property", name, namespace)
        }
        return found
    }

    public func createProperty(_ property: MetadataProperty, in namespace: String) throws -> MetadataProperty {
        guard try !properties(in: namespace).contains(where: { $0.name == property.name }) else {
            throw ImageError(.conflict, "the namespace '\(namespace)' has a property '\(property.name)' already")
        }
        definitions[try place(of: namespace)].properties = try properties(in: namespace) + [property]
        return property
    }

    public func replaceProperty(
        _ name: String, with property: MetadataProperty, in namespace: String
    ) throws -> MetadataProperty {
        _ = try self.property(name, in: namespace)
        let isTaken = try property.name != name && properties(in: namespace).contains { $0.name == property.name }
        guard !isTaken else { throw taken("a property", property.name, namespace) }
        definitions[try place(of: namespace)].properties = try properties(in: namespace).map {
            $0.name == name ? property : $0
        }
        return property
    }

    public func deleteProperty(_ name: String, in namespace: String) throws {
        _ = try property(name, in: namespace)
        definitions[try place(of: namespace)].properties?.removeAll { $0.name == name }
    }

    public func deleteAllProperties(in namespace: String) throws {
        definitions[try place(of: namespace)].properties = []
    }

    public func objects(in namespace: String) throws -> [MetadataObject] {
        definitions[try place(of: namespace)].objects ?? []
    }

    public func object(_ name: String, in namespace: String) throws -> MetadataObject {
        guard let found = try objects(in: namespace).first(where: { $0.name == name }) else {
            throw none("object", name, namespace)
        }
        return found
    }

    public func createObject(_ object: MetadataObject, in namespace: String) throws -> MetadataObject {
        guard try !objects(in: namespace).contains(where: { $0.name == object.name }) else {
            throw taken("an object", object.name, namespace)
        }
        definitions[try place(of: namespace)].objects = try objects(in: namespace) + [object]
        return object
    }

    public func replaceObject(
        _ name: String, with object: MetadataObject, in namespace: String
    ) throws -> MetadataObject {
        _ = try self.object(name, in: namespace)
        let isTaken = try object.name != name && objects(in: namespace).contains { $0.name == object.name }
        guard !isTaken else { throw taken("an object", object.name, namespace) }
        definitions[try place(of: namespace)].objects = try objects(in: namespace).map {
            $0.name == name ? object : $0
        }
        return object
    }

    public func deleteObject(_ name: String, in namespace: String) throws {
        _ = try object(name, in: namespace)
        definitions[try place(of: namespace)].objects?.removeAll { $0.name == name }
    }

    public func deleteAllObjects(in namespace: String) throws {
        definitions[try place(of: namespace)].objects = []
    }

    public func tags(in namespace: String) throws -> [MetadataTag] {
        definitions[try place(of: namespace)].tags ?? []
    }

    public func tag(_ name: String, in namespace: String) throws -> MetadataTag {
        guard let found = try tags(in: namespace).first(where: { $0.name == name }) else {
            throw none("tag", name, namespace)
        }
        return found
    }

    public func createTag(_ name: String, in namespace: String) throws -> MetadataTag {
        try createTags([name], in: namespace, keepingOthers: true)[0]
    }

    public func createTags(_ names: [String], in namespace: String, keepingOthers: Bool) throws -> [MetadataTag] {
        let kept = keepingOthers ? try tags(in: namespace) : []
        if let taken = names.first(where: { name in kept.contains { $0.name == name } }) {
            throw ImageError(.conflict, "the namespace '\(namespace)' has a tag '\(taken)' already")
        }
        let made = names.map { name in
            var tag = MetadataTag(name)
            tag.createdAt = now()
            tag.updatedAt = tag.createdAt
            return tag
        }
        definitions[try place(of: namespace)].tags = kept + made
        return made
    }

    public func renameTag(_ name: String, to newName: String, in namespace: String) throws -> MetadataTag {
        var tag = try tag(name, in: namespace)
        let isTaken = try newName != name && tags(in: namespace).contains { $0.name == newName }
        guard !isTaken else { throw taken("a tag", newName, namespace) }
        tag.name = newName
        definitions[try place(of: namespace)].tags = try tags(in: namespace).map { $0.name == name ? tag : $0 }
        return tag
    }

    public func deleteTag(_ name: String, in namespace: String) throws {
        _ = try tag(name, in: namespace)
        definitions[try place(of: namespace)].tags?.removeAll { $0.name == name }
    }

    public func deleteAllTags(in namespace: String) throws { definitions[try place(of: namespace)].tags = [] }

    public func resourceTypes() -> [String] { ["OS::Glance::Image", "OS::Cinder::Volume", "OS::Nova::Flavor"] }

    public func associations(of namespace: String) throws -> [ResourceTypeAssociation] {
        definitions[try place(of: namespace)].associations ?? []
    }

    public func associate(
        _ association: ResourceTypeAssociation, with namespace: String
    ) throws -> ResourceTypeAssociation {
        guard try !associations(of: namespace).contains(where: { $0.resourceType == association.resourceType }) else {
            throw ImageError(
                .conflict, "the namespace '\(namespace)' has a resource type '\(association.resourceType)' already")
        }
        definitions[try place(of: namespace)].associations = try associations(of: namespace) + [association]
        return association
    }

    public func dissociate(_ resourceType: String, from namespace: String) throws {
        let namespaceIsProtected = definitions[try place(of: namespace)].isProtected == true
        guard try associations(of: namespace).contains(where: { $0.resourceType == resourceType }) else {
            throw none("resource type", resourceType, namespace)
        }
        guard !namespaceIsProtected else {
            throw ImageError(.conflict, "the namespace '\(namespace)' is protected; nothing was deleted")
        }
        definitions[try place(of: namespace)].associations?.removeAll { $0.resourceType == resourceType }
    }
}
