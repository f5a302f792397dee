internal import BackendKit

/// A query, taken apart into what the service filters by and what is left to us.
struct ImageSelection: Sendable {
    let query: ImageQuery

    /// Names Glance does not take for properties in the query of a list: parameters of its own, and attributes of its
    /// record class.
    private static let taken: Set<String> = RecordFields.base.union([
        "limit", "marker", "sort", "sort_key", "sort_dir", "member_status", "tag", "changes-since", "properties",
        "members", "is_public", "delete", "get", "items", "iteritems", "keys", "metadata", "registry", "save",
        "to_dict", "update", "values",
    ])

    /// Whether the service can filter by a property of this name. Every name that ends in `_min` or `_max` is taken
    /// for a range.
    static func isFilterable(_ name: String) -> Bool {
        !taken.contains(name) && !name.hasPrefix("_") && !name.hasSuffix("_min") && !name.hasSuffix("_max")
    }

    /// Whether a database can compare the text. Glance on MySQL answers 500 to a character beyond U+FFFF.
    private static func isComparable(_ text: String) -> Bool { text.unicodeScalars.allSatisfy { $0.value <= 0xFFFF } }

    private var sentName: String? { query.name.flatMap { Self.isComparable($0) ? $0 : nil } }

    /// The tags the service filters by: it strips blanks from both ends.
    private var sentTags: [String] {
        query.tags.filter { tag in
            let ends = [tag.unicodeScalars.first, tag.unicodeScalars.last]
            return Self.isComparable(tag) && ends.allSatisfy { $0?.properties.isWhitespace == false }
        }
    }

    private var sentProperties: [(name: String, value: String)] {
        query.properties.filter {
            Self.isFilterable($0.name) && Self.isComparable($0.name) && Self.isComparable($0.value)
        }
    }

    /// Whether the service may give images that do not match, other than by its collation.
    var filtersMuch: Bool {
        query.idPrefix != nil || sentName == nil && query.name != nil || sentTags.count < query.tags.count
            || sentProperties.count < query.properties.count || query.minDisk != nil || query.minRAM != nil
    }

    /// The parameters of the list, without marker and limit.
    func parameters(hidden: Bool) -> [(name: String, value: String)] {
        var parameters: [(name: String, value: String)] = []
        func add(_ name: String, _ value: String?) { if let value { parameters.append((name, value)) } }
        // The operator is always written: a colon in the name would end another one.
        add("name", sentName.map { "eq:" + $0 })
        add("status", query.status.map { "eq:" + $0.rawValue })
        add("visibility", query.visibility?.rawValue)
        add("member_status", query.memberStatus?.rawValue)
        add("checksum", query.checksum)
        add("os_hash_value", query.hashValue)
        add("owner", query.owner)
        add("updated_at", query.changedSince.map { "gte:" + $0.text })
        for tag in sentTags { add("tag", tag) }
        parameters += sentProperties
        if hidden { add("os_hidden", "true") }
        add("sort", sort.map { "\($0.field.rawValue):\($0.direction.rawValue)" }.joined(separator: ","))
        return parameters
    }

    /// The order, with the time of creation and the ID to decide ties, in the direction of the last key.
    var sort: [SortKey] { ImageOrder.completed(query.sort) }
}
