internal import BackendKit
internal import FileIO
internal import GRDB

/// Removes what crashed commands left behind: unfinished files, and data without a record.
///
/// The exclusive lock proves that nobody is between giving data its name and writing its record, and each unfinished
/// file is locked by the process that writes it; the age is a second line of defence.
struct StoreCleaner {
    let layout: StoreLayout
    let catalogue: Catalogue
    /// Seconds.
    let minimumAge: Int64

    func run() throws -> StoreReport {
        var report = StoreReport()
        guard let lock = try FileLock(layout.lock, .exclusive, waits: false) else {
            report.findings.append(.init(.note, "another imgsh is writing; nothing was removed"))
            return report
        }
        let (known, count) = try catalogue.queue.read { database in
            (
                Set(
                    try String.fetchAll(database, sql: "SELECT id FROM image WHERE status NOT IN ('deleted', 'queued')")
                ),
                try Int.fetchOne(database, sql: "SELECT count(*) FROM image WHERE status <> 'deleted'") ?? 0
            )
        }
        report.images = count
        for name in try Directory.names(layout.temporary) { try removeUnfinished(name, &report) }
        for directory in try Directory.names(layout.content) {
            let path = layout.content + "/" + directory
            guard try FileStatus.of(path, followsLink: false)?.kind == .directory else { continue }
            for name in try Directory.names(path) where !known.contains(name) {
                try remove(path + "/" + name, "data of '\(name)' without a record", &report)
            }
        }
        StopPoint.pass(.gcFinished)
        lock.release()
        return report
    }

    private func removeUnfinished(_ name: String, _ report: inout StoreReport) throws {
        let path = layout.temporary + "/" + name
        guard try FileStatus.of(path, followsLink: false)?.kind == .regular else { return }
        let file = try OpenFile.reading(path, followsLink: false)
        if try file.tryLock() { try remove(path, "unfinished file '\(name)'", &report) }
    }

    private func remove(_ path: String, _ what: String, _ report: inout StoreReport) throws {
        guard let status = try FileStatus.of(path, followsLink: false), status.kind == .regular,
            ChangeTime.now() / 1_000_000 - status.modified / 1_000_000_000 >= minimumAge
        else { return }
        try Directory.remove(path)
        StopPoint.pass(.gcRemovedFile)
        report.findings.append(.init(.removed, "\(what), \(status.size) bytes"))
    }
}
