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
        let key = try row.decode(Int64.self, atIndex: ImageColumn.key.rawValue)
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
        for (row, image) in zip(rows, try images(rows, in: database)) {
            byKey[try row.decode(atIndex: ImageColumn.key.rawValue)] = image
        }
        return keys.compactMap { byKey[$0] }
    }

    private static func images(_ rows: [Row], in database: Database) throws -> [Image] {
        let keys = try rows.map { try $0.decode(Int64.self, atIndex: ImageColumn.key.rawValue) }
        let chosen = Chosen(keys)
        var properties: [Int64: Properties] = [:]
        let propertyRows = try Row.fetchCursor(
            chosen.statement("SELECT image, name, value FROM property WHERE image \(chosen.condition)", in: database),
            arguments: chosen.arguments)
        while let row = try propertyRows.next() {
            let image = try row.decode(Int64.self, atIndex: 0)
            properties[image, default: Properties()][try row.decode(atIndex: 1)] =
                try row.decode(String.self, atIndex: 2)
        }
        var tags: [Int64: [String]] = [:]
        let tagRows = try Row.fetchCursor(
            chosen.statement("SELECT image, name FROM tag WHERE image \(chosen.condition) ORDER BY name", in: database),
            arguments: chosen.arguments)
        while let row = try tagRows.next() {
            tags[try row.decode(atIndex: 0), default: []].append(try row.decode(atIndex: 1))
        }
        return try zip(keys, rows).map { key, row in
            try image(row, tags: tags[key] ?? [], properties: properties[key] ?? Properties())
        }
    }

    /// Each column is decoded with its check: in a damaged catalogue there is anything.
    private static func image(_ row: Row, tags: [String], properties: Properties) throws -> Image {
        func text(_ column: ImageColumn) throws -> String { try row.decode(atIndex: column.rawValue) }
        func optionalText(_ column: ImageColumn) throws -> String? { try row.decode(atIndex: column.rawValue) }
        func number(_ column: ImageColumn) throws -> Int64 { try row.decode(atIndex: column.rawValue) }
        func optionalNumber(_ column: ImageColumn) throws -> Int64? { try row.decode(atIndex: column.rawValue) }
        func flag(_ column: ImageColumn) throws -> Bool { try row.decode(atIndex: column.rawValue) }
        let (algorithm, value) = (try optionalText(.hash_algorithm), try optionalText(.hash_value))
        return Image(
            id: Image.ID(try text(.id)), name: try optionalText(.name),
            status: Image.Status(rawValue: try text(.status)),
            visibility: Visibility(rawValue: try text(.visibility)), isProtected: try flag(.protected),
            isHidden: try flag(.hidden), diskFormat: try optionalText(.disk_format).map(DiskFormat.init(rawValue:)),
            containerFormat: try optionalText(.container_format).map(ContainerFormat.init(rawValue:)),
            minDisk: try number(.min_disk), minRAM: try number(.min_ram), size: try optionalNumber(.size),
            virtualSize: try optionalNumber(.virtual_size), checksum: try optionalText(.checksum),
            hash: algorithm.flatMap { algorithm in value.map { ImageHash(algorithm: algorithm, value: $0) } },
            owner: try optionalText(.owner), createdAt: timestamp(try number(.created_at)),
            updatedAt: timestamp(try number(.updated_at)), tags: tags, properties: properties)
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
