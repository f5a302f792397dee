internal import BackendKit
internal import FileIO
internal import GRDB

/// Makes a new catalogue of what can be read of a damaged one, or of none, and of all data that has no record then. The
/// damaged one stays in `trash`, and is the catalogue until the new one is complete and on the disk: whatever ends this,
/// nobody finds a catalogue that does not know the data.
struct StoreSalvage {
    let layout: StoreLayout
    let repair: StoreRepair

    /// Replaces the catalogue; nobody has it open.
    func run() throws -> [StoreReport.Finding] {
        do { return try replace() } catch { throw Catalogue.translated(error, path: layout.catalogue) }
    }

    private func replace() throws -> [StoreReport.Finding] {
        let time = ChangeTime.now()
        let old = try setAside("\(layout.trash)/catalogue.db.\(time)")
        StopPoint.pass(.repairSetCatalogueAside)

        let path = "\(layout.temporary)/catalogue.db.\(time)"
        let new = try Catalogue(path, writes: true)
        let count = try old.map { try copyRecords(of: $0, into: new) } ?? 0
        let adopted = try adoptData(new)
        try new.close()
        let file = try OpenFile.reading(path)
        try file.sync()
        try file.close()
        StopPoint.pass(.repairSalvaged)

        // The old journal must never be found beside the new catalogue: it would be rolled back into it.
        try Directory.remove(journal)
        try Directory.sync(layout.root)
        try Directory.rename(path, to: layout.catalogue, replacing: true)
        try Directory.sync(layout.root)
        StopPoint.pass(.repairReplacedCatalogue)
        return [.init(.repaired, Self.text(old, count))] + adopted
    }

    private static func text(_ old: String?, _ count: Int) -> String {
        guard let old else { return "the catalogue was lost; a new one was made" }
        let records = count == 1 ? "1 record was" : "\(count) records were"
        return "the catalogue was damaged and is in '\(old)' now; \(records) read from it"
    }

    private var journal: String { layout.catalogue + "-journal" }

    /// Gives the catalogue a second name.
    /// - Returns: that name, or `nil` when there is no catalogue.
    private func setAside(_ name: String) throws -> String? {
        guard try FileStatus.of(layout.catalogue) != nil else { return nil }
        try Directory.link(layout.catalogue, to: name)
        // A journal belongs to the file beside it, under the new name as well.
        if try FileStatus.of(journal) != nil { try Directory.link(journal, to: name + "-journal") }
        try Directory.sync(layout.trash)
        return name
    }

    private func adoptData(_ new: Catalogue) throws -> [StoreReport.Finding] {
        var checker = StoreChecker(layout: layout, readsData: false)
        try checker.run(new)
        return try repair.adopt(checker.orphans, in: new)
    }

    /// - Returns: how many records could be copied.
    private func copyRecords(of path: String, into new: Catalogue) throws -> Int {
        var configuration = Configuration()
        configuration.readonly = true
        guard let damaged = try Self.unlessDamaged({ try DatabaseQueue(path: path, configuration: configuration) })
        else { return 0 }
        let keys = try Self.readableKeys(damaged)
        return try new.queue.write { database in
            try keys.count { try Self.copyRecord($0, from: damaged, into: database) }
        }
    }

    /// What cannot be read for its damage is `nil`, and left behind; a disk that fails or is full is an error, for the
    /// next repair may find more.
    private static func unlessDamaged<Value>(_ body: () throws -> Value) throws -> Value? {
        do {
            return try body()
        } catch is RowDecodingError {
            return nil
        } catch let error as DatabaseError {
            switch error.resultCode {
            // Read-only: it would have to be written to before it could be read.
            case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_ERROR, .SQLITE_READONLY: return nil
            default: throw error
            }
        }
    }

    /// From both ends of the table and of its indexes, each as far as it can be read.
    private static func readableKeys(_ damaged: DatabaseQueue) throws -> [Int64] {
        var keys: Set<Int64> = []
        for order in ["key", "id", "name", "created_at"] {
            for direction in ["ASC", "DESC"] {
                _ = try unlessDamaged {
                    try damaged.read { database in
                        let cursor = try Int64.fetchCursor(
                            database, sql: "SELECT key FROM image ORDER BY \(order) \(direction)")
                        while let key = try cursor.next() { keys.insert(key) }
                    }
                }
            }
        }
        return keys.sorted()
    }

    /// The record; its properties and tags as far as they can be read.
    /// - Returns: `false` when there is no record that can be read and makes sense.
    private static func copyRecord(_ key: Int64, from damaged: DatabaseQueue, into database: Database) throws -> Bool {
        func rows(_ table: String, _ column: String) throws -> [Row] {
            try unlessDamaged {
                try damaged.read {
                    try Row.fetchAll($0, sql: "SELECT * FROM \(table) WHERE \(column) = ?", arguments: [key])
                }
            } ?? []
        }
        guard let image = try rows("image", "key").first, try insert(image, into: "image", database) else {
            return false
        }
        for table in ["property", "tag"] {
            for row in try rows(table, "image") { _ = try insert(row, into: table, database) }
        }
        return true
    }

    /// - Returns: `false` when the table cannot hold such a row.
    private static func insert(_ row: Row, into table: String, _ database: Database) throws -> Bool {
        let marks = row.columnNames.map { _ in "?" }.joined(separator: ", ")
        do {
            try database.execute(
                sql: "INSERT INTO \(table) (\(row.columnNames.joined(separator: ", "))) VALUES (\(marks))",
                arguments: StatementArguments(row.databaseValues))
            return true
        } catch let error as DatabaseError
            where [.SQLITE_CONSTRAINT, .SQLITE_MISMATCH, .SQLITE_ERROR].contains(error.resultCode)
        {
            return false
        }
    }
}
