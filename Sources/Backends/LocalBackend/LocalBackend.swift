public import BackendKit
internal import FileIO
internal import GRDB
internal import Synchronization

/// Images in a directory: records in SQLite, data in files. Several processes may use one directory.
public final class LocalBackend: ImageBackend {
    /// Looks at complete data, given its descriptor.
    public typealias DataInspector = @Sendable (Int32) -> DataFindings

    public let info: BackendInfo
    let layout: StoreLayout
    let intake: DataIntake
    private let opened = Mutex<OpenCatalogue?>(nil)

    private struct OpenCatalogue {
        let catalogue: Catalogue
        let writes: Bool
        /// Whether the store is known to be made, and on the disk.
        var isSealed = false
    }

    /// Opens nothing yet: that happens on first use, and the directory is made by the first change.
    /// - Parameters:
    ///   - directory: an absolute path.
    ///   - name: what prompts and messages call it.
    public init(directory: String, name: String = "local", inspector: @escaping DataInspector = { _ in DataFindings() })
    {
        layout = StoreLayout(root: directory)
        intake = DataIntake(layout: layout, inspect: inspector)
        info = BackendInfo(kind: "local", name: name, location: directory)
    }

    public func images(matching query: ImageQuery) -> Pages<Image> {
        Pages {
            let walk = PageWalk(query)
            return {
                guard let catalogue = try self.readable() else { return nil }
                return try walk.next(in: catalogue)
            }
        }
    }

    public func image(_ id: Image.ID) async throws -> Image {
        guard let found = try readable()?.readNow({ try Catalogue.image(id, in: $0) }) else {
            throw ImageError.noImage(id.rawValue, in: info)
        }
        return found.image
    }

    public func deleteImage(_ id: Image.ID) async throws {
        guard let catalogue = try writableIfPresent() else { throw ImageError.noImage(id.rawValue, in: info) }
        let info = info
        try await catalogue.write { database in
            guard let (key, image) = try Catalogue.image(id, in: database) else {
                throw ImageError.noImage(id.rawValue, in: info)
            }
            if image.isProtected == true {
                throw ImageError(
                    .conflict, "image '\(image.label)' is protected; it was not deleted",
                    hint: "image set --unprotected \(id)")
            }
            try Catalogue.markDeleted(key, in: database)
        }
        // The record is gone for good; data that stays after a crash here is removed by `store gc`.
        StopPoint.pass(.deleteRecorded)
        let layout = layout
        try await BlockingWork.run {
            guard try FileStatus.of(layout.data(of: id), followsLink: false) != nil else { return }
            try Directory.remove(layout.data(of: id))
            StopPoint.pass(.deleteUnlinked)
            try Directory.sync(layout.contentDirectory(of: id))
            StopPoint.pass(.deleteFlushed)
        }
    }

    public func close() async { closeCatalogue() }

    /// Lets go of the catalogue; the next use opens it again.
    func closeCatalogue() {
        let open = opened.withLock { state in
            defer { state = nil }
            return state
        }
        try? open?.catalogue.close()
    }
}

/// Opening the catalogue, as late and as little as possible.
extension LocalBackend {
    /// For looking. A store that was never written to has no images, and looking makes none.
    /// - Throws: ``ImageError``, also when there is data and its catalogue is lost.
    func readable() throws -> Catalogue? {
        try opened.withLock { state in
            if let state { return state.catalogue }
            state = try openExisting()
            if state == nil { try refuseLoss() }
            return state?.catalogue
        }
    }

    /// For changing; makes the store when there is none.
    /// - Throws: ``ImageError``, also when there is data and its catalogue is lost: a new one would make that data
    ///   nobody's.
    func writable() throws -> Catalogue {
        try opened.withLock { state in
            if let state, state.isSealed { return state.catalogue }
            var open: OpenCatalogue
            if let state, state.writes {
                open = state
            } else {
                try layout.prepare()
                open = OpenCatalogue(catalogue: try openedForWriting(), writes: true)
                try state?.catalogue.close()
                // A crash left something. Tidying is a courtesy: when it fails, the change can still be made.
                if (try? Directory.names(layout.temporary).isEmpty) == false {
                    try? StoreCleaner(layout: layout).tidy()
                }
            }
            state = open
            try layout.seal()
            open.isSealed = true
            state = open
            return open.catalogue
        }
    }

    /// For changing what must be there already.
    func writableIfPresent() throws -> Catalogue? { try readable() == nil ? nil : writable() }

    /// Whether there is data without a catalogue. The data is looked for first: it never comes before its catalogue,
    /// whatever other processes do meanwhile.
    func isCatalogueLost() throws -> Bool {
        guard try layout.holdsData() else { return false }
        let open = try openExisting()
        try open?.catalogue.close()
        return open == nil
    }

    private func refuseLoss() throws {
        if try isCatalogueLost() { throw Catalogue.lost(layout.catalogue) }
    }

    private func openExisting() throws -> OpenCatalogue? {
        // Only a connection that may write can roll back what a crash left half done.
        let writes = Directory.isWritable(layout.root) && Directory.isWritable(layout.catalogue)
        return try Catalogue(existingAt: layout.catalogue, writes: writes).map {
            OpenCatalogue(catalogue: $0, writes: writes)
        }
    }

    private func openedForWriting() throws -> Catalogue {
        if let catalogue = try Catalogue(existingAt: layout.catalogue, writes: true) { return catalogue }
        try refuseLoss()
        return try Catalogue(layout.catalogue, writes: true)
    }
}

/// Goes through the images of a list, page by page.
private final class PageWalk: Sendable {
    private static let pageSize = 1000

    private let query: ImageQuery
    /// Keys of the images that are still to come; `nil` before the first page.
    private let rest = Mutex<ArraySlice<Int64>?>(nil)

    init(_ query: ImageQuery) { self.query = query }

    /// - Returns: `nil` behind the last page.
    func next(in catalogue: Catalogue) throws -> [Image]? {
        let keys = rest.withLock { $0 }
        if keys?.isEmpty == true { return nil }
        let (page, left) = try catalogue.readNow { database in
            let keys = try keys ?? Catalogue.keys(matching: query, in: database).prefix(query.limit ?? .max)
            let page = keys.prefix(Self.pageSize)
            let images = page.isEmpty ? nil : try Catalogue.images(keys: page, in: database)
            return (images, keys.dropFirst(Self.pageSize))
        }
        rest.withLock { $0 = left }
        return page
    }
}
