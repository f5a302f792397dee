/// What a value of a record may be, for backends that keep records themselves. The limits are Glance's defaults.
enum ValueRules {
    private static let longest = 255
    private static let most = 128

    /// Names that are fields of a record, and so cannot be properties.
    private static let reserved: Set<String> = [
        "id", "name", "status", "visibility", "protected", "os_hidden", "disk_format", "container_format", "min_disk",
        "min_ram", "size", "virtual_size", "checksum", "os_hash_algo", "os_hash_value", "owner", "created_at",
        "updated_at", "tags", "self", "file", "schema", "locations", "direct_url", "stores", "deleted", "deleted_at",
        "location",
    ]

    static func check(name: String?) throws(ImageError) {
        if let name { try check(text: name, "the name") }
    }

    static func check(tag: String) throws(ImageError) {
        guard !tag.isEmpty else { throw ImageError(.usage, "a tag cannot be empty") }
        try check(text: tag, "the tag")
    }

    static func check(property name: String, value: String) throws(ImageError) {
        guard !name.isEmpty else { throw ImageError(.usage, "a property needs a name") }
        try check(text: name, "the property name")
        guard !reserved.contains(name), !name.hasPrefix("os_glance") else {
            throw ImageError(.usage, "'\(name)' is a field of every image, not a property", hint: "help image set")
        }
        guard !value.utf8.contains(0) else { throw ImageError(.usage, "the property '\(name)' cannot hold a NUL") }
        guard value.utf8.count <= 65_535 else {
            throw ImageError(.usage, "the property '\(name)' is longer than 65535 bytes")
        }
    }

    static func check(visibility: Visibility?) throws(ImageError) {
        guard let visibility, !Visibility.known.contains(visibility) else { return }
        throw ImageError(.usage, "unknown visibility '\(visibility)' (public, private, community, shared)")
    }

    static func check(minimum: Int64?, _ field: String) throws(ImageError) {
        if let minimum, minimum < 0 { throw ImageError(.usage, "\(field) cannot be negative") }
    }

    static func check(count: Int, _ what: String) throws(ImageError) {
        if count > most { throw ImageError(.usage, "an image can have \(most) \(what), not \(count)") }
    }

    private static func check(text: String, _ what: String) throws(ImageError) {
        guard text.unicodeScalars.count <= longest else {
            throw ImageError(
                .usage, "\(what) has \(text.unicodeScalars.count) characters; at most \(longest) are possible")
        }
        guard !text.utf8.contains(0) else { throw ImageError(.usage, "\(what) cannot hold a NUL") }
    }
}
