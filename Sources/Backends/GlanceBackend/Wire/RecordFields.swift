internal import BackendKit

/// The names Glance gives a meaning of its own.
enum RecordFields {
    /// Keys of a record that are no properties (Glance API v2, schema `image`, and the reserved attributes).
    static let base: Set<String> = [
        "id", "name", "status", "visibility", "protected", "os_hidden", "disk_format", "container_format", "min_disk",
        "min_ram", "size", "virtual_size", "checksum", "os_hash_algo", "os_hash_value", "owner", "created_at",
        "updated_at", "tags", "self", "file", "schema", "locations", "direct_url", "stores", "deleted", "deleted_at",
        "location",
    ]

    /// Begins the names Glance keeps for itself.
    static let reservedPrefix = "os_glance"

    /// Keys that are shown as properties although nobody can write them.
    static let shownAsProperties: Set<String> = ["stores"]

    /// - Throws: ``ImageError`` with code `.usage` for a name that is a field, which would silently change the field.
    static func check(property name: String) throws(ImageError) {
        guard !name.isEmpty else { throw ImageError(.usage, "a property needs a name") }
        guard !name.hasPrefix(reservedPrefix) else {
            throw ImageError(.usage, "'\(name)' cannot be set or removed: Glance keeps '\(reservedPrefix)…' for itself")
        }
        guard !base.contains(name) else {
            throw ImageError(.usage, "'\(name)' is a field of every image, not a property", hint: "help image set")
        }
    }

    /// - Throws: also ``ImageError`` with code `.usage` for a name Glance would take for another: it strips blanks
    ///   from both ends of a name in a patch, though not in a new record.
    static func check(patchedProperty name: String) throws(ImageError) {
        try check(property: name)
        let ends = [name.unicodeScalars.first, name.unicodeScalars.last].compactMap(\.self)
        guard !ends.contains(where: { $0.properties.isWhitespace || (0x1C...0x1F).contains($0.value) }) else {
            throw ImageError(
                .usage, "Glance cannot change the property '\(name)': its name begins or ends with a blank")
        }
    }

    /// Two of the names that only differ in case.
    static func clash(_ names: [String]) -> (String, String)? {
        var seen: [[UInt8]: String] = [:]
        for name in names {
            let other = seen.updateValue(name, forKey: Array(name.lowercased().utf8))
            if let other, !other.hasSameBytes(as: name) { return (other, name) }
        }
        return nil
    }
}
