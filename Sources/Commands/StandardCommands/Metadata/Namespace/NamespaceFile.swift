internal import BackendKit
internal import JSONText

/// A namespace as a file describes it, in the form of the definitions that Glance ships.
enum NamespaceFile {
    /// - Throws: ``ImageError`` with code `.usage` that says what is wrong.
    static func namespace(_ json: JSON) throws(ImageError) -> MetadataNamespace {
        guard let object = json.object, let name = object["namespace"]?.string else {
            throw ImageError(.usage, "the file is no JSON object with a 'namespace'")
        }
        var namespace = MetadataNamespace(name)
        namespace.displayName = object["display_name"]?.string
        namespace.about = object["description"]?.string
        namespace.visibility = object["visibility"]?.string.map(Visibility.init(rawValue:))
        namespace.isProtected = object["protected"]?.bool
        namespace.owner = object["owner"]?.string
        if let properties = object["properties"] { namespace.properties = try self.properties(properties) }
        if let objects = try list(object["objects"], "objects") {
            var all: [MetadataObject] = []
            for object in objects { all.append(try self.object(object)) }
            namespace.objects = all
        }
        if let tags = try list(object["tags"], "tags") {
            var all: [MetadataTag] = []
            for tag in tags { all.append(MetadataTag(try Self.name(of: tag, "a tag"))) }
            namespace.tags = all
        }
        if let types = try list(object["resource_type_associations"], "resource_type_associations") {
            var all: [ResourceTypeAssociation] = []
            for type in types { all.append(try association(type)) }
            namespace.associations = all
        }
        return namespace
    }

    /// - Parameter json: with the members `name`, `description`, `required` and `properties`.
    static func object(_ json: JSON) throws(ImageError) -> MetadataObject {
        var object = MetadataObject(try name(of: json, "an object"))
        try fill(&object, from: json)
        return object
    }

    /// Takes over what the JSON says of an object, and leaves the rest as it is.
    static func fill(_ object: inout MetadataObject, from json: JSON) throws(ImageError) {
        guard let members = json.object else { throw ImageError(.usage, "an object must be a JSON object") }
        for member in members {
            switch member.name {
            case "name":
                guard let name = member.value.string else { throw wrong("name", "a text") }
                object.name = name
            case "description":
                guard let about = member.value.string else { throw wrong("description", "a text") }
                object.about = about
            case "required":
                guard let names = member.value.array else { throw wrong("required", "a list of names") }
                object.required = names.compactMap(\.string)
            case "properties": object.properties = try properties(member.value)
            // What a service writes beside an object, and nobody can set.
            case "schema", "self", "created_at", "updated_at": break
            default:
                throw ImageError(
                    .usage, "an object has no '\(member.name)'", hint: "description, required, properties")
            }
        }
    }

    private static func properties(_ json: JSON) throws(ImageError) -> [MetadataProperty] {
        guard let members = json.object else { throw wrong("properties", "a JSON object") }
        var properties: [MetadataProperty] = []
        for member in members {
            guard let schema = member.value.object else { throw wrong(member.name, "a JSON object") }
            properties.append(DefinitionSchema.property(member.name, schema))
        }
        return properties
    }

    private static func association(_ json: JSON) throws(ImageError) -> ResourceTypeAssociation {
        var association = ResourceTypeAssociation(try name(of: json, "a resource type"))
        association.prefix = json["prefix"]?.string
        association.target = json["properties_target"]?.string
        return association
    }

    private static func name(of json: JSON, _ what: String) throws(ImageError) -> String {
        guard let name = json["name"]?.string else { throw ImageError(.usage, "\(what) has no 'name'") }
        return name
    }

    private static func list(_ json: JSON?, _ name: String) throws(ImageError) -> [JSON]? {
        guard let json else { return nil }
        guard let list = json.array else { throw wrong(name, "a list") }
        return list
    }

    private static func wrong(_ name: String, _ kind: String) -> ImageError {
        ImageError(.usage, "'\(name)' must be \(kind)")
    }
}
