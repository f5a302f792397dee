internal import BackendKit
internal import GRDB

/// Rows and images.
extension Catalogue {
    /// The image with this ID, or `nil`.
    static func image(_ id: Image.ID, in database: Database) throws -> (key: Int64, image: Image)? {
        let row = try Row.fetchOne(
            database.cachedStatement(sql: "SELECT \(ImageColumn.list) FROM image WHERE id = ? AND status <> 'deleted'"),
            arguments: [id.rawValue])
        guard let row else { return nil }
        let key: Int64 = row[ImageColumn.key.rawValue]
        return try images([row], in: database).first.map { (key, $0) }
    }

    /// Whether the ID is taken, also by an image that was deleted.
    static func isUsed(_ id: Image.ID, in database: Database) throws -> Bool {
        try Bool.fetchOne(
            database, sql: "SELECT EXISTS (SELECT 1 FROM image WHERE id = ?)", arguments: [id.rawValue]) ?? false
    }

    /// The images with these keys, in the order of the keys; what was deleted meanwhile is left out.
    static func images(keys: ArraySlice<Int64>, in database: Database) throws -> [Image] {
        let chosen = Chosen(keys)
        let rows = try Row.fetchAll(
            chosen.statement(
                "SELECT \(ImageColumn.list) FROM image WHERE key \(chosen.condition) AND status <> 'deleted'",
                in: database),
            arguments: chosen.arguments)
        var byKey: [Int64: Image] = [:]
        for (row, image) in zip(rows, try images(rows, in: database)) { byKey[row[ImageColumn.key.rawValue]] = image }
        return keys.compactMap { byKey[$0] }
    }

    private static func images(_ rows: [Row], in database: Database) throws -> [Image] {
        let keys = rows.map { row -> Int64 in row[ImageColumn.key.rawValue] }
        let chosen = Chosen(keys)
        var properties: [Int64: Properties] = [:]
        let propertyRows = try Row.fetchCursor(
            chosen.statement("SELECT image, name, value FROM property WHERE image \(chosen.condition)", in: database),
            arguments: chosen.arguments)
        while let row = try propertyRows.next() {
            properties[row[0], default: Properties()][row[1]] = row[2] as String
        }
        var tags: [Int64: [String]] = [:]
        let tagRows = try Row.fetchCursor(
            chosen.statement("SELECT image, name FROM tag WHERE image \(chosen.condition) ORDER BY name", in: database),
            arguments: chosen.arguments)
        while let row = try tagRows.next() { tags[row[0], default: []].append(row[1]) }
        return zip(keys, rows).map { key, row in
            image(row, tags: tags[key] ?? [], properties: properties[key] ?? Properties())
        }
    }

    private static func image(_ row: Row, tags: [String], properties: Properties) -> Image {
        func text(_ column: ImageColumn) -> String? { row[column.rawValue] }
        func number(_ column: ImageColumn) -> Int64? { row[column.rawValue] }
        let algorithm = text(.hash_algorithm)
        return Image(
            id: Image.ID(row[ImageColumn.id.rawValue]), name: text(.name),
            status: Image.Status(rawValue: row[ImageColumn.status.rawValue]),
            visibility: Visibility(rawValue: row[ImageColumn.visibility.rawValue]),
            isProtected: row[ImageColumn.protected.rawValue], isHidden: row[ImageColumn.hidden.rawValue],
            diskFormat: text(.disk_format).map(DiskFormat.init(rawValue:)),
            containerFormat: text(.container_format).map(ContainerFormat.init(rawValue:)), minDisk: number(.min_disk),
            minRAM: number(.min_ram), size: number(.size), virtualSize: number(.virtual_size),
            checksum: text(.checksum),
            hash: algorithm.flatMap { algorithm in
                text(.hash_value).map { ImageHash(algorithm: algorithm, value: $0) }
            }, owner: text(.owner), createdAt: timestamp(row[ImageColumn.created_at.rawValue]),
            updatedAt: timestamp(row[ImageColumn.updated_at.rawValue]), tags: tags, properties: properties)
    }

    private static func timestamp(_ microseconds: Int64) -> Timestamp {
        Timestamp(secondsSince1970: microseconds / 1_000_000)
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

/// The columns that make an image, in the order in which they are asked for: rows are read by number, since looking a
/// column up by its name takes longer than reading it.
private enum ImageColumn: Int, CaseIterable {
    // The names of the columns.
    // swift-format-ignore: AlwaysUseLowerCamelCase
    case key, id, name, status, visibility, protected, hidden, disk_format, container_format, min_disk, min_ram, size,
        virtual_size, checksum, hash_algorithm, hash_value, owner, created_at, updated_at

    static let list = allCases.map { "\($0)" }.joined(separator: ", ")
}
