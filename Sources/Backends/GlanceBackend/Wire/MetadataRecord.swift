internal import BackendKit
internal import JSONText

/// Metadata definitions as Glance writes them (Image API v2, schemas `metadefs/…`).
enum MetadataRecord {
    /// - Returns: `nil` for something without a name.
    static func namespace(_ json: JSON) -> MetadataNamespace? {
        guard let name = json["namespace"]?.string else { return nil }
        var namespace = MetadataNamespace(name)
        namespace.displayName = json["display_name"]?.string
        namespace.about = json["description"]?.string
        namespace.visibility = json["visibility"]?.string.map(Visibility.init(rawValue:))
        namespace.isProtected = json["protected"]?.bool
        namespace.owner = json["owner"]?.string
        namespace.createdAt = time(json["created_at"])
        namespace.updatedAt = time(json["updated_at"])
        namespace.associations = json["resource_type_associations"]?.array?.compactMap(association)
        namespace.properties = json["properties"]?.object.map(properties)
        namespace.objects = json["objects"]?.array?.compactMap(object)
        namespace.tags = json["tags"]?.array?.compactMap(tag)
        namespace.schema = json["schema"]?.string
        namespace.link = json["self"]?.string
        return namespace
    }

    static func properties(_ json: JSONObject) -> [MetadataProperty] {
        json.compactMap { property($0.name, $0.value) }
    }

    /// - Parameter name: the name it is under; `nil` when it says its name itself.
    /// - Returns: `nil` for something that is no object, or has no name.
    static func property(_ name: String?, _ json: JSON) -> MetadataProperty? {
        guard var schema = json.object, let name = name ?? json["name"]?.string else { return nil }
        schema["name"] = nil
        return MetadataProperty(name, schema: JSON.object(schema).text)
    }

    static func object(_ json: JSON) -> MetadataObject? {
        guard let name = json["name"]?.string else { return nil }
        var object = MetadataObject(name)
        object.about = json["description"]?.string
        object.required = json["required"]?.array?.compactMap(\.string)
        object.properties = json["properties"]?.object.map(properties)
        object.createdAt = time(json["created_at"])
        object.updatedAt = time(json["updated_at"])
        object.schema = json["schema"]?.string
        object.link = json["self"]?.string
        return object
    }

    static func tag(_ json: JSON) -> MetadataTag? {
        guard let name = json["name"]?.string else { return nil }
        var tag = MetadataTag(name)
        tag.createdAt = time(json["created_at"])
        tag.updatedAt = time(json["updated_at"])
        return tag
    }

    static func association(_ json: JSON) -> ResourceTypeAssociation? {
        guard let type = json["name"]?.string else { return nil }
        var association = ResourceTypeAssociation(type)
        association.prefix = json["prefix"]?.string
        association.target = json["properties_target"]?.string
        association.createdAt = time(json["created_at"])
        association.updatedAt = time(json["updated_at"])
        return association
    }

    private static func time(_ json: JSON?) -> Timestamp? { json?.string.map(Timestamp.init(text:)) }
}
