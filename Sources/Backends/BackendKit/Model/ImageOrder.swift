/// The order of a sorted list.
public struct ImageOrder: Sendable {
    public let keys: [SortKey]
    private let foldsCase: Bool

    /// - Parameter foldsCase: names that differ in case alone are equal, as for the databases of most services;
    ///   otherwise they compare by their bytes.
    public init(keys: [SortKey], foldsCase: Bool) {
        self.keys = keys
        self.foldsCase = foldsCase
    }

    /// The keys, with the time of creation and the ID to decide ties, in the direction of the last one.
    public static func completed(_ keys: [SortKey]) -> [SortKey] {
        var keys = keys
        let direction = keys.last?.direction ?? .descending
        for field in [SortKey.Field.createdAt, .id] where !keys.contains(where: { $0.field == field }) {
            keys.append(SortKey(field, direction))
        }
        return keys
    }

    /// Whether the first image comes before the second.
    public func places(_ one: Image, before other: Image) -> Bool {
        for key in keys {
            let order = compare(one, other, by: key.field)
            if order != 0 { return (order < 0) == (key.direction == .ascending) }
        }
        return false
    }

    private func compare(_ one: Image, _ other: Image, by field: SortKey.Field) -> Int {
        switch field {
        case .size: compare(one.size ?? -1, other.size ?? -1)
        case .name: compare(name(of: one), name(of: other))
        case .status: compare(one.status.rawValue, other.status.rawValue)
        case .id: compare(one.id.rawValue, other.id.rawValue)
        case .containerFormat: compare(one.containerFormat?.rawValue ?? "", other.containerFormat?.rawValue ?? "")
        case .diskFormat: compare(one.diskFormat?.rawValue ?? "", other.diskFormat?.rawValue ?? "")
        case .createdAt: compare(one.createdAt?.text ?? "", other.createdAt?.text ?? "")
        case .updatedAt: compare(one.updatedAt?.text ?? "", other.updatedAt?.text ?? "")
        }
    }

    private func name(of image: Image) -> String {
        let name = image.name ?? ""
        return foldsCase ? name.lowercased() : name
    }

    private func compare(_ one: String, _ other: String) -> Int {
        one.hasSameBytes(as: other) ? 0 : one.precedesInBytes(other) ? -1 : 1
    }

    private func compare(_ one: Int64, _ other: Int64) -> Int { one == other ? 0 : one < other ? -1 : 1 }
}
