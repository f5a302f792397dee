internal import BackendKit
internal import CommandKit

/// A namespace on its way out.
enum NamespaceRecord {
    static let fields = [
        "created_at", "description", "display_name", "namespace", "owner", "protected",
        "resource_type_associations", "tags", "updated_at", "visibility",
    ]

    /// As the openstack client shows it; a field without a value is left out.
    static func record(of namespace: MetadataNamespace) -> Record {
        sorted(
            common(namespace) + [
                ("resource_type_associations", names(namespace.associations?.map(\.resourceType))),
                ("tags", .sequence((namespace.tags ?? []).map { .structure([.init("name", .text($0.name))]) })),
            ])
    }

    /// With all that is in it, as the glance client shows it.
    static func whole(_ namespace: MetadataNamespace) -> Record {
        sorted(
            common(namespace) + [
                ("schema", .text(namespace.schema)),
                ("resource_type_associations", names(namespace.associations?.map(\.resourceType))),
                ("properties", names(namespace.properties?.map(\.name))),
                ("objects", names(namespace.objects?.map(\.name))),
                ("tags", names(namespace.tags?.map(\.name))),
            ])
    }

    private static func common(_ namespace: MetadataNamespace) -> [(String, OutputValue)] {
        [
            ("created_at", .text(namespace.createdAt?.text)), ("description", .text(namespace.about)),
            ("display_name", .text(namespace.displayName)), ("namespace", .text(namespace.name)),
            ("owner", .text(namespace.owner)), ("protected", .flag(namespace.isProtected)),
            ("updated_at", .text(namespace.updatedAt?.text)), ("visibility", .text(namespace.visibility?.rawValue)),
        ]
    }

    private static func names(_ names: [String]?) -> OutputValue {
        names.map { .sequence($0.map { .text($0) }) } ?? .null
    }

    private static func sorted(_ fields: [(String, OutputValue)]) -> Record {
        Record(
            fields.filter { $0.1 != .null }.sorted { $0.0.precedesInBytes($1.0) }.map { .init($0.0, $0.1) })
    }
}
