internal import BackendKit
internal import JSONText

/// Metadata definitions as Glance reads them. It refuses members it does not know, and gives their default to those
/// that are left out.
enum MetadataBody {
    /// - Parameter withContents: also what is in the namespace, which Glance takes for a new one only.
    static func namespace(_ namespace: MetadataNamespace, withContents: Bool) throws(ImageError) -> JSON {
        var body = JSONObject()
        body["namespace"] = .string(namespace.name)
        body["display_name"] = namespace.displayName.map(JSON.string)
        body["description"] = namespace.about.map(JSON.string)
        body["visibility"] = namespace.visibility.map { .string($0.rawValue) }
        body["protected"] = namespace.isProtected.map(JSON.bool)
        body["owner"] = namespace.owner.map(JSON.string)
        guard withContents else { return .object(body) }
        body["resource_type_associations"] = namespace.associations.map { .array($0.map(association)) }
        if let properties = namespace.properties { body["properties"] = try self.properties(properties) }
        if let objects = namespace.objects {
            var all: [JSON] = []
            for object in objects { all.append(try self.object(object)) }
            body["objects"] = .array(all)
        }
        body["tags"] = namespace.tags.map { tags($0.map(\.name)) }
        return .object(body)
    }

    static func property(_ property: MetadataProperty) throws(ImageError) -> JSON {
        var body = try schema(of: property)
        body["name"] = .string(property.name)
        return .object(body)
    }

    static func object(_ object: MetadataObject) throws(ImageError) -> JSON {
        var body = JSONObject()
        body["name"] = .string(object.name)
        body["description"] = object.about.map(JSON.string)
        body["required"] = object.required.map { .array($0.map(JSON.string)) }
        if let properties = object.properties { body["properties"] = try self.properties(properties) }
        return .object(body)
    }

    static func tags(_ names: [String]) -> JSON { .array(names.map { ["name": .string($0)] }) }

    static func association(_ association: ResourceTypeAssociation) -> JSON {
        var body = JSONObject()
        body["name"] = .string(association.resourceType)
        body["prefix"] = association.prefix.map(JSON.string)
        body["properties_target"] = association.target.map(JSON.string)
        return .object(body)
    }

    private static func properties(_ properties: [MetadataProperty]) throws(ImageError) -> JSON {
        var body = JSONObject()
        for property in properties { body[property.name] = .object(try schema(of: property)) }
        return .object(body)
    }

    private static func schema(of property: MetadataProperty) throws(ImageError) -> JSONObject {
        guard let schema = try? JSONReader.value(of: Array(property.schema.utf8)).object else {
            throw ImageError(.usage, "the schema of the property '\(property.name)' is no JSON object")
        }
        return schema
    }
}
