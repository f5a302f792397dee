internal import BackendKit
internal import CommandKit

/// For what a namespace is, on its way out.
enum AssociationRecord {
    static let fields = ["created_at", "id", "name", "prefix", "properties_target", "updated_at"]

    static func record(of association: ResourceTypeAssociation) -> Record {
        let values: [OutputValue] = [
            .text(association.createdAt?.text), .text(association.resourceType), .text(association.resourceType),
            .text(association.prefix), .text(association.target), .text(association.updatedAt?.text),
        ]
        return Record(zip(fields, values).map { OutputValue.Entry($0, $1) })
    }

    /// As the glance client shows it: only what the service says.
    static func asInGlance(_ association: ResourceTypeAssociation) -> Record {
        var record = record(of: association)
        record.fields.removeAll { $0.name == "id" || $0.value == .null }
        return record
    }
}
