internal import BackendKit
internal import FileIO

/// What there is of the data that an entry of the journal remembers.
enum KeptData: Equatable {
    /// So many bytes are there.
    case there(Int64)
    /// Nothing is there any more.
    case gone
    /// Nobody can say: it cannot be looked at, or the directory it was in is away.
    case unknown(reason: String)

    init(of entry: DownloadEntry) {
        do {
            self = try Self.look(entry)
        } catch {
            self = .unknown(reason: error.message)
        }
    }

    private static func look(_ entry: DownloadEntry) throws(ImageError) -> KeptData {
        if let status = try FileStatus.of(entry.part, followsLink: false), status.kind == .regular {
            return .there(status.size)
        }
        // That a file is not there says something only where its directory is.
        let path = Directory.parent(of: entry.part)
        guard let directory = try FileStatus.of(path), directory.kind == .directory else {
            return .unknown(reason: "there is no directory '\(path)' now")
        }
        guard entry.directory == nil || entry.directory == directory.inode else {
            return .unknown(reason: "'\(path)' is not the directory that it was")
        }
        if let host = entry.otherHost {
            return .unknown(reason: "it was begun on '\(host)', and '\(entry.part)' is not to be seen here")
        }
        return .gone
    }
}

extension DownloadEntry {
    /// What tells the directory of a path from another one at its place; `nil` when nobody knows.
    static func directory(of path: String) -> UInt64? {
        (try? FileStatus.of(Directory.parent(of: path)))?.inode
    }
}
