public import BackendKit
internal import FileIO
internal import Glibc
internal import JSONText

/// What is known of transfers that have not finished: a small file for each, which only its owner can read.
///
/// A file is written whole or not at all, before the first byte of the transfer, and removed after the last. So
/// whatever a killed process left behind is listed here.
public struct TransferJournal: Sendable {
    private let directory: String
    private static let entryBytes = 1 << 16
    /// No process takes so long to write an entry.
    private static let writingSeconds: Int64 = 3600

    /// - Returns: `nil` when nobody knows where state is kept.
    public init?(_ environment: BackendEnvironment) {
        guard let state = PrivateDirectories.path(.state, in: environment) else { return nil }
        directory = state + "/transfers"
    }

    /// The downloads that are not finished, oldest first. What is left of finished ones is removed on the way.
    /// - Throws: ``ImageError`` with code `.local`.
    public func unfinishedDownloads() throws -> [UnfinishedDownload] {
        try sweep()
        var found: [UnfinishedDownload] = []
        for entry in try downloads() {
            let data = KeptData(of: entry)
            let transfer = UnfinishedDownload(entry, data)
            if data == .gone, transfer.state != .running {
                // Killed after the file got its name, or before its first byte: there is nothing to go on with. Where it
                // cannot be removed, the next look does it.
                try? remove(entry)
            } else {
                found.append(transfer)
            }
        }
        return found.sorted { ($0.entry.startedAt.text, $0.entry.id) < ($1.entry.startedAt.text, $1.entry.id) }
    }

    /// The uploads whose records may be left behind, and those that run now, oldest first.
    /// - Throws: ``ImageError`` with code `.local`.
    public func unfinishedUploads() throws -> [UnfinishedUpload] {
        try documents().compactMap { name, json in
            guard let entry = UploadEntry(json), entry.id + ".json" == name else { return nil }
            return UnfinishedUpload(entry)
        }.sorted { ($0.entry.startedAt.text, $0.entry.id) < ($1.entry.startedAt.text, $1.entry.id) }
    }

    /// Removes what a process left that was killed while it wrote an entry.
    private func sweep() throws {
        guard try FileStatus.of(directory) != nil else { return }
        try PrivateDirectories.checkOwnership(directory)
        let old = (Int64(time(nil)) - Self.writingSeconds) * 1_000_000_000
        for name in try Directory.names(directory) where name.hasPrefix(".") && name.hasSuffix(".part") {
            let path = directory + "/" + name
            if let status = try FileStatus.of(path, followsLink: false), status.modified < old {
                try Directory.remove(path)
            }
        }
    }

    /// A name for a new entry.
    static func newID() -> String {
        let text = String(UInt32.random(in: .min ... .max), radix: 16)
        return String(repeating: "0", count: 8 - text.count) + text
    }

    func write(_ entry: DownloadEntry) throws { try write(entry.json, id: entry.id) }

    func write(_ entry: UploadEntry) throws { try write(entry.json, id: entry.id) }

    private func write(_ json: JSON, id: String) throws {
        try Directory.make(directory)
        try PrivateDirectories.checkOwnership(directory)
        let file = try AtomicFile(path: path(of: id), replacing: true, label: "journal", mode: 0o600)
        try file.append(json.bytes)
        try file.commit()
    }

    public func remove(_ entry: DownloadEntry) throws(ImageError) { try Directory.remove(path(of: entry.id)) }

    public func remove(_ entry: UploadEntry) throws { try Directory.remove(path(of: entry.id)) }

    /// Every download that can be read.
    func downloads() throws -> [DownloadEntry] {
        try documents().compactMap { name, json in
            guard let entry = DownloadEntry(json), entry.id + ".json" == name else { return nil }
            return entry
        }
    }

    /// Every file that can be read, by name. One that is no entry is left alone.
    private func documents() throws -> [(name: String, json: JSON)] {
        guard try FileStatus.of(directory) != nil else { return [] }
        try PrivateDirectories.checkOwnership(directory)
        return try Directory.names(directory).filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }.sorted()
            .compactMap { name in
                guard let bytes = try? Self.read(directory + "/" + name), let json = try? JSONReader.value(of: bytes)
                else { return nil }
                return (name, json)
            }
    }

    private static func read(_ path: String) throws -> [UInt8] {
        let file = try OpenFile.reading(path, followsLink: false)
        return try file.read(entryBytes, at: 0)
    }

    private func path(of id: String) -> String { "\(directory)/\(id).json" }
}
