internal import BackendKit
internal import JSONText

/// A store as Glance writes it.
enum StoreRecord {
    /// - Returns: `nil` for something without an ID, and for the stores Glance keeps for its own work.
    static func store(_ json: JSON) -> Store? {
        guard let id = json["id"]?.string, !id.hasPrefix(RecordFields.reservedPrefix) else { return nil }
        var store = Store(id: id)
        store.about = json["description"]?.string
        store.isDefault = isTrue(json["default"])
        store.isReadOnly = isTrue(json["read-only"])
        store.type = json["type"]?.string
        if case .integer(let weight)? = json["weight"] { store.weight = weight }
        store.details = json["properties"].map(\.text)
        return store
    }

    /// Glance writes the flags of a store as the text "true", and leaves them out otherwise.
    private static func isTrue(_ json: JSON?) -> Bool {
        json?.bool == true || json?.string?.lowercased() == "true"
    }
}
