/// Addresses as they may be shown: presigned URLs and the locations of stores carry credentials.
///
/// Looks at bytes, as whoever uses an address does: a slash with a combining mark on it is one character.
public enum ShownURL {
    /// The parts of a query that are known to be no secrets. Names of secrets cannot be listed: every store has its own.
    private static let plain: Set<String> = [
        "limit", "marker", "sort", "sort_key", "sort_dir", "name", "status", "visibility", "owner", "id", "tag",
        "member_status", "os_hidden", "protected", "size_min", "size_max", "disk_format", "container_format",
        "created_at", "updated_at", "domain_id", "changes-since", "nocatalog", "prefer", "type", "server",
        "resource_type", "resource_types",
    ]

    /// The text without user, password, fragment and the values of unknown query parts of the addresses in it:
    /// `https://***@host/path?limit=3&X-Amz-Signature=***`. What stands behind a question mark is taken for the query
    /// up to the end of the text. A text without an address stays as it is.
    public static func text(_ text: String) -> String {
        var rest = Array(text.utf8)[...]
        guard schemeEnd(in: rest) != nil else { return text }
        var shown: [UInt8] = []
        while let start = schemeEnd(in: rest) {
            shown += rest[..<start]
            rest = rest[start...]
            let authority = rest.prefix { $0 != slash && $0 != mark && $0 != hash }
            // The last sign counts: a password may hold one itself.
            if let at = authority.lastIndex(of: UInt8(ascii: "@")) {
                shown += Array("***".utf8)
                rest = rest[at...]
            }
            let path = rest[..<(schemeEnd(in: rest) ?? rest.endIndex)]
            if let end = path.firstIndex(where: { $0 == mark || $0 == hash }) {
                return String(decoding: shown + rest[..<end] + tail(rest[end...]), as: UTF8.self)
            }
        }
        return String(decoding: shown + rest, as: UTF8.self)
    }

    private static let (slash, mark, hash) = (UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"))

    /// Where the next address goes on behind its `://`.
    private static func schemeEnd(in bytes: ArraySlice<UInt8>) -> Int? {
        var rest = bytes
        while let colon = rest.firstIndex(of: UInt8(ascii: ":")) {
            rest = rest[(colon + 1)...]
            if rest.starts(with: [slash, slash]) { return colon + 3 }
        }
        return nil
    }

    /// Query and fragment, from the sign they begin with.
    private static func tail(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        let end = bytes.firstIndex(of: hash) ?? bytes.endIndex
        var shown: [UInt8] = []
        // Some servers take `;` for `&`.
        var rest = bytes[..<end]
        while let separator = rest.first {
            let item = rest.dropFirst().prefix { $0 != UInt8(ascii: "&") && $0 != UInt8(ascii: ";") }
            let name = item.prefix { $0 != UInt8(ascii: "=") }
            let isShown = name.count == item.count || plain.contains(String(decoding: name, as: UTF8.self))
            shown.append(separator)
            shown += isShown ? Array(item) : name + Array("=***".utf8)
            rest = rest[item.endIndex...]
        }
        return end + 1 < bytes.endIndex ? shown + Array("#***".utf8) : shown + bytes[end...]
    }
}
