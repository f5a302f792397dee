internal import BackendKit
internal import GRDB

/// Which images a query means.
extension Catalogue {
    /// The keys of all images that match, in order. Small even for many images, and what is deleted or added while
    /// the pages are read cannot shift them.
    static func keys(matching query: ImageQuery, in database: Database) throws -> [Int64] {
        var conditions = ["status <> 'deleted'"]
        var arguments: StatementArguments = []
        func equals(_ column: String, _ value: String?) {
            guard let value else { return }
            conditions.append("\(column) = ?")
            arguments += [value]
        }
        equals("name", query.name)
        equals("status", query.status?.rawValue)
        equals("owner", query.owner)
        equals("checksum", query.checksum)
        equals("hash_value", query.hashValue)
        if query.visibility?.rawValue != "all" { equals("visibility", query.visibility?.rawValue) }
        switch query.hidden {
        case .shown: conditions.append("hidden = 0")
        case .hidden: conditions.append("hidden = 1")
        case .both: break
        }
        if let prefix = query.idPrefix {
            conditions.append("id >= ? AND id < ?")
            // `g` comes after every hexadecimal digit and after the dash.
            arguments += [prefix, prefix + "g"]
        }
        func atLeast(_ column: String, _ value: Int64?) {
            guard let value else { return }
            conditions.append("\(column) >= ?")
            arguments += [value]
        }
        atLeast("min_disk", query.minDisk)
        atLeast("min_ram", query.minRAM)
        atLeast("updated_at / 1000000", query.changedSince?.secondsSince1970)
        for tag in query.tags {
            conditions.append("key IN (SELECT image FROM tag WHERE name = ?)")
            arguments += [tag]
        }
        for property in query.properties {
            conditions.append("key IN (SELECT image FROM property WHERE name = ? AND value = ?)")
            arguments += [property.name, property.value]
        }
        let statement = try database.cachedStatement(
            sql: "SELECT key FROM image WHERE \(conditions.joined(separator: " AND ")) ORDER BY \(order(query.sort))")
        let keys = try Int64.fetchAll(statement, arguments: arguments)
        return try afterMarker(keys, query.marker, in: database)
    }

    private static func order(_ keys: [SortKey]) -> String {
        let terms = keys.map { "\($0.field.rawValue) \($0.direction == .ascending ? "ASC" : "DESC")" }
        // The order of creation and the ID decide ties, in the direction of the last key.
        let direction = keys.last?.direction == .ascending ? "ASC" : "DESC"
        return (terms + ["created_at \(direction)", "id \(direction)"]).joined(separator: ", ")
    }

    private static func afterMarker(_ keys: [Int64], _ marker: Image.ID?, in database: Database) throws -> [Int64] {
        guard let marker else { return keys }
        guard let key = try image(marker, in: database)?.key, let place = keys.firstIndex(of: key) else {
            throw ImageError(
                .usage, "image \(marker) is not in this list, so nothing can begin after it", hint: "image list")
        }
        return Array(keys[(place + 1)...])
    }
}
