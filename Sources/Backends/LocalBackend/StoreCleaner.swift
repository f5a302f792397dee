internal import BackendKit
internal import FileIO
internal import GRDB

/// Removes what crashed commands left behind: unfinished files, and, when somebody asks for it, data without a record.
///
/// The exclusive lock proves that nobody is between giving data its name and writing its record, and each unfinished
/// file is locked by the process that writes it.
struct StoreCleaner {
    let layout: StoreLayout

    /// All of it.
    /// - Throws: ``ImageError``: `.conflict` when others do not let go of the store.
    func clean(_ catalogue: Catalogue) throws -> StoreReport {
        var report = StoreReport()
        let lock = try FileLock(layout.lock, .exclusive, waits: true)
        let (known, count) = try catalogue.queue.read { database in
            (
                Set(
                    try String.fetchAll(database, sql: "SELECT id FROM image WHERE status NOT IN ('deleted', 'queued')")
                ),
                try Int.fetchOne(database, sql: "SELECT count(*) FROM image WHERE status <> 'deleted'") ?? 0
            )
        }
        report.images = count
        try layout.flushCatalogue()
        try removeUnfinished(olderThan: 0, &report)
        for directory in try Directory.names(layout.content) {
            let path = layout.content + "/" + directory
            guard try FileStatus.of(path, followsLink: false)?.kind == .directory else { continue }
            for name in try Directory.names(path)
            where !known.contains(name) && StoreLayout.isData(name, in: directory) {
                try remove(path + "/" + name, "data of '\(name)' without a record", olderThan: 0, &report)
            }
        }
        StopPoint.pass(.gcFinished)
        lock?.release()
        return report
    }

    /// Unfinished files that are an hour old, unless others are at work. Never data: nobody has asked for that, and a
    /// repair can make images of it.
    func tidy() throws {
        guard let lock = try FileLock(layout.lock, .exclusive, waits: false) else { return }
        var report = StoreReport()
        try removeUnfinished(olderThan: 3600, &report)
        lock.release()
    }

    private func removeUnfinished(olderThan age: Int64, _ report: inout StoreReport) throws {
        for name in try Directory.names(layout.temporary) where StoreLayout.isTemporary(name) {
            let path = layout.temporary + "/" + name
            guard try FileStatus.of(path, followsLink: false)?.kind == .regular else { continue }
            let file = try OpenFile.reading(path, followsLink: false)
            if try file.tryLock() { try remove(path, "unfinished file '\(name)'", olderThan: age, &report) }
        }
    }

    /// - Parameter age: seconds since it was changed.
    private func remove(_ path: String, _ what: String, olderThan age: Int64, _ report: inout StoreReport) throws {
        guard let status = try FileStatus.of(path, followsLink: false), status.kind == .regular,
            ChangeTime.now() / 1_000_000 - status.modified / 1_000_000_000 >= age
        else { return }
        try Directory.remove(path)
        StopPoint.pass(.gcRemovedFile)
        report.findings.append(.init(.removed, "\(what), \(status.size) bytes"))
    }
}
