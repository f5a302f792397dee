internal import BackendKit
internal import CommandKit
internal import JSONText

/// A property of a definition on its way out: all that is said of it, by the names the service has.
enum PropertyRecord {
    static let fields = [
        "default", "description", "enum", "items", "maximum", "maxLength", "minimum", "minLength", "name", "operators",
        "pattern", "readonly", "title", "type", "uniqueItems",
    ]
    static let columns = ["name", "title", "type"]

    static func record(of property: MetadataProperty) throws -> Record {
        var fields = try DefinitionSchema.object(of: property)
        fields["name"] = .string(property.name)
        return Record(
            fields.filter { $0.value != .null }.map { OutputValue.Entry($0.name, ServiceJSON.value(of: $0.value)) }
                .sorted { $0.name.precedesInBytes($1.name) })
    }

    static func row(of property: MetadataProperty) throws -> [OutputValue] {
        let fields = try DefinitionSchema.object(of: property)
        return [.text(property.name), .text(fields["title"]?.string), .text(fields["type"]?.string)]
    }

    /// Several of them as one value: what each is called, and what is said of it.
    static func structure(of properties: [MetadataProperty]?) throws -> OutputValue {
        guard let properties else { return .null }
        return .structure(
            try properties.map { property in
                .init(property.name, ServiceJSON.value(of: .object(try DefinitionSchema.object(of: property))))
            })
    }
}
