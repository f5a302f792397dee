internal import BackendKit
internal import FileIO

/// Where things are in a store's directory.
struct StoreLayout: Sendable {
    /// Absolute, without a slash at the end.
    let root: String

    var catalogue: String { root + "/catalogue.db" }
    /// Locked shared while data and record are joined, exclusive while a store is repaired or tidied. Never deleted.
    var lock: String { root + "/lock" }
    var content: String { root + "/content" }
    var temporary: String { root + "/tmp" }
    var trash: String { root + "/trash" }
    var version: String { root + "/VERSION" }

    /// The number in ``version``.
    static let format = "1"

    /// Complete data; never changed, only added and removed.
    func data(of id: Image.ID) -> String { "\(contentDirectory(of: id))/\(id)" }

    func contentDirectory(of id: Image.ID) -> String { "\(content)/\(id.rawValue.prefix(2))" }

    /// Data on its way in.
    func newTemporary(for id: Image.ID) -> String {
        "\(temporary)/\(id).\(String(UInt64.random(in: .min ... .max), radix: 16))"
    }

    /// Makes what is missing of the directories.
    /// - Throws: ``ImageError`` with code `.local` when the place is not fit for a store.
    func prepare() throws(ImageError) {
        if let status = try FileStatus.of(root), status.kind != .directory {
            throw ImageError(.usage, "'\(root)' is a \(status.kind.rawValue), not the directory of a store")
        }
        try refuseForeign()
        try Directory.make(root)
        try PrivateDirectories.checkOwnership(root)
        if let network = Directory.networkFileSystem(root) {
            throw ImageError(
                .local, "'\(root)' is on \(network), where locks cannot be relied on; a store needs a local disk",
                hint: "backend use local:/var/tmp/images")
        }
        for directory in [content, temporary, trash] { try Directory.make(directory) }
        guard try FileStatus.of(content)?.device == FileStatus.of(temporary)?.device else {
            throw ImageError(.local, "'\(temporary)' and '\(content)' must be on one file system")
        }
    }

    /// Says that the store is made, when its directories and its catalogue are on the disk, with the way to them. No data
    /// gets its name before that: where there is data, there was a catalogue, whatever became of the process that made
    /// it, or of the power.
    func seal() throws(ImageError) {
        guard try FileStatus.of(version) == nil else { return }
        try flushWay()
        try Directory.sync(root)
        // When another process makes the same store, its file says the same.
        do { try writeVersion() } catch  where error.code == .conflict {}
    }

    /// Until what was read of the catalogue cannot be lost with the power any more. A process that was killed may have ended
    /// its transaction, which is the removal of SQLite's journal, and not have flushed that: with the journal the
    /// record of an image would be back. So nobody may remove data because there is no record, before this.
    func flushCatalogue() throws(ImageError) { try Directory.sync(root) }

    /// Whether there is a name where data of images is kept.
    func holdsData() throws(ImageError) -> Bool {
        guard try FileStatus.of(content) != nil else { return false }
        for directory in try Directory.names(content) where Self.isContentDirectory(directory) {
            let path = content + "/" + directory
            if try FileStatus.of(path, followsLink: false)?.kind == .directory, try !Directory.names(path).isEmpty {
                return true
            }
        }
        return false
    }

    private func writeVersion() throws(ImageError) {
        let file = try AtomicFile(path: version, replacing: false, label: "version")
        try file.append(Array((Self.format + "\n").utf8))
        try file.commit()
    }

    /// Until the names of the directories that lead to the store are on the disk: a store whose own name is lost with
    /// the power has lost everything. Those of other users were there before.
    private func flushWay() throws(ImageError) {
        var path = root
        while path != "/" {
            path = Directory.parent(of: path)
            guard let status = try FileStatus.of(path), status.isOwn else { return }
            try Directory.sync(path)
        }
    }
}
