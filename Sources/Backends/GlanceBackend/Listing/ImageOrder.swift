internal import BackendKit

/// The order of a sorted list, as near as a client can know it: how names compare is the database's own affair.
struct ImageOrder: Sendable {
    let keys: [SortKey]

    /// Whether the first image comes before the second.
    func places(_ one: Image, before other: Image) -> Bool {
        for key in keys {
            let order = Self.compare(one, other, by: key.field)
            if order != 0 { return (order < 0) == (key.direction == .ascending) }
        }
        return false
    }

    private static func compare(_ one: Image, _ other: Image, by field: SortKey.Field) -> Int {
        switch field {
        case .size: compare(one.size ?? -1, other.size ?? -1)
        case .name: compare(one.name?.lowercased() ?? "", other.name?.lowercased() ?? "")
        case .status: compare(one.status.rawValue, other.status.rawValue)
        case .id: compare(one.id.rawValue, other.id.rawValue)
        case .containerFormat: compare(one.containerFormat?.rawValue ?? "", other.containerFormat?.rawValue ?? "")
        case .diskFormat: compare(one.diskFormat?.rawValue ?? "", other.diskFormat?.rawValue ?? "")
        case .createdAt: compare(one.createdAt?.text ?? "", other.createdAt?.text ?? "")
        case .updatedAt: compare(one.updatedAt?.text ?? "", other.updatedAt?.text ?? "")
        }
    }

    private static func compare(_ one: String, _ other: String) -> Int {
        one.hasSameBytes(as: other) ? 0 : one.precedesInBytes(other) ? -1 : 1
    }

    private static func compare(_ one: Int64, _ other: Int64) -> Int { one == other ? 0 : one < other ? -1 : 1 }
}
