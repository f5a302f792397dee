internal import BackendKit
internal import GRDB

/// A row, read where SQLite has it. The library's own rows make a table of the columns' names first, and that takes
/// longer than reading them.
///
/// Only the database reads such a row, with ``columns`` asked for in their order; it is no value of a column.
protocol CatalogueRow: DatabaseValueConvertible, StatementColumnConvertible {
    static var columns: String { get }
    /// - Returns: `nil` when a column is empty that must not be: a damaged catalogue holds anything.
    init?(_ row: ColumnReader)
}

extension CatalogueRow {
    init?(sqliteStatement: SQLiteStatement, index: CInt) { self.init(ColumnReader(statement: sqliteStatement)) }

    var databaseValue: DatabaseValue { .null }
    static func fromDatabaseValue(_ value: DatabaseValue) -> Self? { nil }
}

/// The columns of the row a statement stands on.
struct ColumnReader {
    let statement: SQLiteStatement

    func text(_ column: CInt) -> String? { .fromStatement(statement, atUncheckedIndex: column) }
    func number(_ column: CInt) -> Int64? { .fromStatement(statement, atUncheckedIndex: column) }
    func flag(_ column: CInt) -> Bool? { .fromStatement(statement, atUncheckedIndex: column) }
}

/// An image without its tags and properties.
struct ImageRow: CatalogueRow {
    static let columns = """
        key, id, name, status, visibility, protected, hidden, disk_format, container_format, min_disk, min_ram, size, \
        virtual_size, checksum, hash_algorithm, hash_value, owner, created_at, updated_at
        """

    let key: Int64
    private let bare: Image

    init?(_ row: ColumnReader) {
        guard let key = row.number(0), let id = row.text(1), let status = row.text(3), let visibility = row.text(4),
            let isProtected = row.flag(5), let isHidden = row.flag(6), let minDisk = row.number(9),
            let minRAM = row.number(10), let createdAt = row.number(17), let updatedAt = row.number(18)
        else { return nil }
        self.key = key
        let algorithm = row.text(14)
        bare = Image(
            id: Image.ID(id), name: row.text(2), status: Image.Status(rawValue: status),
            visibility: Visibility(rawValue: visibility), isProtected: isProtected, isHidden: isHidden,
            diskFormat: row.text(7).map(DiskFormat.init(rawValue:)),
            containerFormat: row.text(8).map(ContainerFormat.init(rawValue:)), minDisk: minDisk, minRAM: minRAM,
            size: row.number(11), virtualSize: row.number(12), checksum: row.text(13),
            hash: row.text(15).flatMap { value in algorithm.map { ImageHash(algorithm: $0, value: value) } },
            owner: row.text(16), createdAt: Self.timestamp(createdAt), updatedAt: Self.timestamp(updatedAt))
    }

    func image(tags: [String], properties: Properties) -> Image {
        var image = bare
        image.tags = tags
        image.properties = properties
        return image
    }

    private static func timestamp(_ microseconds: Int64) -> Timestamp {
        Timestamp(secondsSince1970: microseconds / 1_000_000)
    }
}

struct PropertyRow: CatalogueRow {
    static let columns = "image, name, value"

    let image: Int64
    let name: String
    let value: String

    init?(_ row: ColumnReader) {
        guard let image = row.number(0), let name = row.text(1), let value = row.text(2) else { return nil }
        (self.image, self.name, self.value) = (image, name, value)
    }
}

struct TagRow: CatalogueRow {
    static let columns = "image, name"

    let image: Int64
    let name: String

    init?(_ row: ColumnReader) {
        guard let image = row.number(0), let name = row.text(1) else { return nil }
        (self.image, self.name) = (image, name)
    }
}
