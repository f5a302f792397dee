internal import BackendKit
internal import CommandKit

/// An object of a definition on its way out.
enum ObjectRecord {
    static let fields = [
        "created_at", "description", "name", "namespace_name", "properties", "required", "updated_at",
    ]
    static let columns = ["name", "description"]

    static func record(of object: MetadataObject, in namespace: String) throws -> Record {
        let values: [OutputValue] = [
            .text(object.createdAt?.text), .text(object.about), .text(object.name), .text(namespace),
            try PropertyRecord.structure(of: object.properties), names(object.required),
            .text(object.updatedAt?.text),
        ]
        return Record(zip(fields, values).map { OutputValue.Entry($0, $1) })
    }

    static func row(of object: MetadataObject) -> [OutputValue] { [.text(object.name), .text(object.about)] }

    /// As the glance client shows it: by the service's names, and of properties only what they are called.
    static func asInGlance(_ object: MetadataObject) -> Record {
        let fields: [(String, OutputValue)] = [
            ("created_at", .text(object.createdAt?.text)), ("description", .text(object.about)),
            ("name", .text(object.name)), ("properties", names(object.properties?.map(\.name))),
            ("required", names(object.required)), ("schema", .text(object.schema)),
            ("updated_at", .text(object.updatedAt?.text)),
        ]
        return Record(fields.filter { $0.1 != .null }.map { .init($0.0, $0.1) })
    }

    private static func names(_ names: [String]?) -> OutputValue {
        names.map { .sequence($0.map { .text($0) }) } ?? .null
    }
}
