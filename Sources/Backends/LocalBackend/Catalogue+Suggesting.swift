internal import BackendKit
internal import GRDB

/// Which images a name that is being typed may mean.
extension Catalogue {
    static func suggestions(_ fit: NameFit, atMost limit: Int, in database: Database) throws -> SuggestedImages {
        let (condition, arguments, column) = condition(for: fit)
        func rows(_ order: String, _ count: Int) throws -> [SuggestedImages.Entry] {
            try Row.fetchAll(
                database,
                sql: """
                    SELECT id, name, status, size, created_at,
                        (SELECT count(*) FROM (SELECT 1 FROM image AS other
                            WHERE other.name = image.name AND other.status <> 'deleted' LIMIT 2)) AS namesakes
                    FROM image WHERE \(condition) AND hidden = 0 AND status <> 'deleted'
                    ORDER BY \(column) \(order), id \(order) LIMIT \(count)
                    """,
                arguments: arguments
            ).map(entry)
        }
        var found = try rows("ASC", limit + 1)
        guard found.count > limit else { return SuggestedImages(found) }
        found.removeLast(2)
        return SuggestedImages(found + (try rows("DESC", 1)), isCut: true)
    }

    /// The condition, and the column that has the order. SQLite compares text by its UTF-8 bytes, so a beginning is a
    /// range of the index.
    private static func condition(for fit: NameFit) -> (String, StatementArguments, String) {
        switch fit {
        case .beginning(""): ("true", [], "name")
        case .beginning(let text): ("name >= ? AND name < ?", [text, text + "\u{10FFFF}"], "name")
        case .holding(let text): ("name IS NOT NULL AND instr(lower(name), lower(?)) > 0", [text], "name")
        case .idBeginning(let text): ("id >= ? AND id < ?", [text, text + "g"], "id")
        }
    }

    private static func entry(_ row: Row) throws -> SuggestedImages.Entry {
        let microseconds = try row.decode(Int64.self, forColumn: "created_at")
        return SuggestedImages.Entry(
            id: Image.ID(try row.decode(forColumn: "id")), name: try row.decode(forColumn: "name"),
            status: Image.Status(rawValue: try row.decode(forColumn: "status")),
            size: try row.decode(forColumn: "size"),
            createdAt: Timestamp(secondsSince1970: microseconds / 1_000_000),
            isAlone: try row.decode(Int.self, forColumn: "namesakes") < 2)
    }

    static func tagNames(in database: Database) throws -> [String] {
        try String.fetchAll(database, sql: "SELECT DISTINCT name FROM tag ORDER BY name")
    }

    static func propertyNames(in database: Database) throws -> [String] {
        try String.fetchAll(database, sql: "SELECT DISTINCT name FROM property ORDER BY name")
    }

    static func values(of property: String, atMost limit: Int, in database: Database) throws -> [String] {
        try String.fetchAll(
            database, sql: "SELECT DISTINCT value FROM property WHERE name = ? ORDER BY value LIMIT ?",
            arguments: [property, limit])
    }
}
