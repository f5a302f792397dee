internal import BackendKit
internal import GRDB

/// Rows and images.
extension Catalogue {
    /// The image with this ID, or `nil`.
    static func image(_ id: Image.ID, in database: Database) throws -> (key: Int64, image: Image)? {
        // Not `fetchOne`, which takes a damaged row for none.
        let rows = try ImageRow.fetchCursor(
            database.cachedStatement(sql: "SELECT \(ImageRow.columns) FROM image WHERE id = ? AND status <> 'deleted'"),
            arguments: [id.rawValue])
        guard let row = try rows.next() else { return nil }
        return try images([row], in: database).first.map { (row.key, $0) }
    }

    /// Whether the ID is taken, also by an image that was deleted.
    static func isUsed(_ id: Image.ID, in database: Database) throws -> Bool {
        try Bool.fetchOne(
            database, sql: "SELECT EXISTS (SELECT 1 FROM image WHERE id = ?)", arguments: [id.rawValue]) ?? false
    }

    /// The images with these keys, in the order of the keys; what was deleted meanwhile is left out.
    static func images(keys: ArraySlice<Int64>, in database: Database) throws -> [Image] {
        let chosen = Chosen(keys)
        let rows = try ImageRow.fetchAll(
            chosen.statement(
                "SELECT \(ImageRow.columns) FROM image WHERE key \(chosen.condition) AND status <> 'deleted'",
                in: database),
            arguments: chosen.arguments)
        let images = try images(rows, in: database)
        if images.count <= 1 { return images }
        let byKey = Dictionary(zip(rows.map(\.key), images), uniquingKeysWith: { first, _ in first })
        return keys.compactMap { byKey[$0] }
    }

    /// - Returns: as many as there are rows, in their order, with tags and properties.
    private static func images(_ rows: [ImageRow], in database: Database) throws -> [Image] {
        let chosen = Chosen(rows.map(\.key))
        var properties: [Int64: Properties] = [:]
        let propertyRows = try PropertyRow.fetchCursor(
            chosen.statement(
                "SELECT \(PropertyRow.columns) FROM property WHERE image \(chosen.condition)", in: database),
            arguments: chosen.arguments)
        while let row = try propertyRows.next() { properties[row.image, default: Properties()][row.name] = row.value }
        var tags: [Int64: [String]] = [:]
        let tagRows = try TagRow.fetchCursor(
            chosen.statement(
                "SELECT \(TagRow.columns) FROM tag WHERE image \(chosen.condition) ORDER BY name", in: database),
            arguments: chosen.arguments)
        while let row = try tagRows.next() { tags[row.image, default: []].append(row.name) }
        return rows.map { row in
            row.image(tags: tags[row.key] ?? [], properties: properties[row.key] ?? Properties())
        }
    }

    /// Adds a record.
    static func insert(_ draft: CheckedDraft, data: StoredData?, at time: Int64, in database: Database) throws {
        let fields = draft.fields
        try database.execute(
            sql: """
                INSERT INTO image (id, name, status, visibility, protected, hidden, disk_format, container_format,
                    min_disk, min_ram, size, virtual_size, checksum, hash_algorithm, hash_value, owner, created_at,
                    updated_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                draft.id.rawValue, fields.name, data == nil ? "queued" : "active",
                (fields.visibility ?? .shared).rawValue, fields.isProtected, fields.isHidden,
                fields.diskFormat?.rawValue, fields.containerFormat?.rawValue, fields.minDisk, fields.minRAM,
                data?.size, data?.virtualSize, data?.md5, data.map { _ in "sha512" }, data?.sha512, fields.owner, time,
                time,
            ])
        let key = database.lastInsertedRowID
        for property in fields.properties { try setProperty(property.name, property.value, of: key, in: database) }
        for tag in fields.tags { try addTag(tag, to: key, in: database) }
    }

    static func setProperty(_ name: String, _ value: String, of key: Int64, in database: Database) throws {
        try database.execute(
            sql: "INSERT OR REPLACE INTO property (image, name, value) VALUES (?, ?, ?)", arguments: [key, name, value])
    }

    static func addTag(_ tag: String, to key: Int64, in database: Database) throws {
        try database.execute(sql: "INSERT OR IGNORE INTO tag (image, name) VALUES (?, ?)", arguments: [key, tag])
    }
}

/// Keys in a condition. One key, which is what most commands ask for, leaves the statement the same, so that it is
/// compiled once.
private struct Chosen {
    let condition: String
    let arguments: StatementArguments
    private let isOne: Bool

    init(_ keys: some Collection<Int64>) {
        isOne = keys.count == 1
        if isOne, let key = keys.first {
            (condition, arguments) = ("= ?", [key])
        } else {
            (condition, arguments) = ("IN (\(keys.map(String.init).joined(separator: ",")))", [])
        }
    }

    func statement(_ sql: String, in database: Database) throws -> GRDB.Statement {
        isOne ? try database.cachedStatement(sql: sql) : try database.makeStatement(sql: sql)
    }
}
