internal import BackendKit
internal import FileIO
internal import GRDB

/// The records of a store, in SQLite with a rollback journal.
///
/// WAL is not used: the SQLite of today's distributions can lose or damage data with it (the "WAL-reset" bug, fixed
/// in 3.51.3), and with `synchronous=NORMAL` it forgets the last commits on power loss.
struct Catalogue: Sendable {
    let queue: DatabaseQueue
    private let path: String

    /// "imgs" as a number: marks the file as ours.
    static let applicationID: Int32 = 0x696D_6773
    static let schemaVersion: Int32 = 1

    /// - Parameter writes: makes the file and its tables when they are not there; otherwise both must be there and are
    ///   only read.
    /// - Throws: ``ImageError``.
    init(_ path: String, writes: Bool) throws {
        self.path = path
        do {
            // Made by us, so that it is private from its first moment; when another process is quicker, it has done so.
            if writes, try FileStatus.of(path) == nil { try? OpenFile.creating(path, mode: 0o600).close() }
            let version: Int32
            (queue, version) = try Self.open(path, writes: writes)
            if writes, version < Self.schemaVersion { try queue.write(Self.migrate) }
        } catch {
            throw Self.translated(error, path: path)
        }
    }

    /// One that somebody has made; nothing is made here.
    /// - Returns: `nil` when there is no file, or one without tables.
    /// - Throws: ``ImageError``.
    init?(existingAt path: String, writes: Bool) throws {
        guard try FileStatus.of(path) != nil else { return nil }
        self.path = path
        do {
            let version: Int32
            (queue, version) = try Self.open(path, writes: writes)
            guard version > 0 else {
                try queue.close()
                return nil
            }
        } catch {
            throw Self.translated(error, path: path)
        }
    }

    /// - Returns: also the version of the tables; 0 when there are none. To know it takes no lock that keeps others from
    ///   writing, or that has to wait for them.
    private static func open(_ path: String, writes: Bool) throws -> (DatabaseQueue, version: Int32) {
        let queue = try DatabaseQueue(path: path, configuration: configuration(writes: writes))
        // In one view: another process may be making the tables just now.
        return (queue, try queue.read { try checkedVersion($0, path: path) })
    }

    /// Reads, with the database's errors in plain words.
    func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        do { return try await queue.read(body) } catch { throw Self.translated(error, path: path) }
    }

    /// Reads a little at once, on the thread of the caller: a change of threads would take longer.
    func readNow<Value>(_ body: (Database) throws -> Value) throws -> Value {
        do {
            // The library's own read sets a pragma, after which SQLite compiles every statement anew.
            return try queue.unsafeRead { database in
                try database.cachedStatement(sql: "BEGIN DEFERRED TRANSACTION").execute()
                do {
                    let value = try body(database)
                    try database.cachedStatement(sql: "COMMIT TRANSACTION").execute()
                    return value
                } catch {
                    try? database.rollback()
                    throw error
                }
            }
        } catch {
            throw Self.translated(error, path: path)
        }
    }

    /// Changes everything the closure changes, or nothing, and waits until it is on the disk.
    func write<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        do { return try await queue.write(body) } catch { throw Self.translated(error, path: path) }
    }

    func close() throws { try queue.close() }

    private static func configuration(writes: Bool) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = !writes
        configuration.busyMode = .timeout(5)
        configuration.foreignKeysEnabled = true
        configuration.prepareDatabase { database in
            try database.execute(
                sql: """
                    PRAGMA synchronous = EXTRA;
                    PRAGMA trusted_schema = OFF;
                    PRAGMA cell_size_check = ON;
                    PRAGMA mmap_size = 0;
                    """)
        }
        return configuration
    }

    private static func checkedVersion(_ database: Database, path: String) throws -> Int32 {
        let application = try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        let version = try Int32.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        if application == 0, version == 0, try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") == 0 {
            return 0
        }
        guard application == applicationID else {
            throw ImageError(.local, "'\(path)' is not the catalogue of an image store", hint: repairing)
        }
        guard version <= schemaVersion else {
            throw ImageError(.local, "'\(path)' was written by a newer imgsh; nothing was changed")
        }
        return version
    }

    private static func migrate(_ database: Database) throws {
        guard try Int32.fetchOne(database, sql: "PRAGMA user_version") == 0 else { return }
        try database.execute(sql: CatalogueSchema.version1)
        try database.execute(sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(schemaVersion)")
    }

    /// The database's errors in plain words.
    static func translated(_ error: any Error, path: String) -> any Error {
        if error is RowDecodingError { return damaged(path) }
        guard let error = error as? DatabaseError else { return error }
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            return ImageError(
                .conflict,
                "another imgsh is using '\(path)'; nothing was changed, give the command again when it is done")
        case .SQLITE_FULL:
            return ImageError(.local, "cannot write '\(path)': no space left on device; nothing was changed")
        case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_ERROR:
            // Our statements are right: what they cannot be made for has lost its tables.
            return damaged(path)
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM:
            return ImageError(.local, "cannot write '\(path)': permission denied, or the file system is read-only")
        default:
            return ImageError(.local, "the catalogue '\(path)' cannot be used: \(error.message ?? "unknown error")")
        }
    }

    private static let repairing = "store check --repair"

    private static func damaged(_ path: String) -> ImageError {
        ImageError(.local, "the catalogue '\(path)' is damaged; the image data was not touched", hint: repairing)
    }

    /// There is data, and no catalogue that could say what it is.
    static func lost(_ path: String) -> ImageError {
        ImageError(
            .local, "there is image data, but the catalogue '\(path)' is missing or empty; nothing was changed",
            hint: repairing)
    }

    /// Whether this says that the catalogue is damaged or lost, rather than newer, locked or out of reach.
    static func isDamage(_ error: ImageError) -> Bool { error.code == .local && error.hint == repairing }
}
