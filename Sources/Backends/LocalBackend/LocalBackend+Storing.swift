public import BackendKit
internal import FileIO
internal import GRDB

/// Records and data on their way in. A crash at any point leaves what was there before, and at most a file that
/// `store gc` removes: data gets its name only when it is complete and on the disk, and its record only after that.
extension LocalBackend: ImageCreating, ImageStoring, ImageUploading {
    public func createImage(_ draft: ImageDraft) async throws -> Image {
        let checked = try CheckedDraft(draft)
        try await writable().write { database in
            try Self.refuseUsed(checked.id, in: database)
            try Catalogue.insert(checked, data: nil, at: ChangeTime.now(), in: database)
        }
        return try await image(checked.id)
    }

    public func storeImage(_ draft: ImageDraft, data: ByteStream) async throws -> Image {
        let checked = try CheckedDraft(draft)
        try Self.requireFormats(draft.diskFormat, draft.containerFormat)
        let catalogue = try writable()
        // Before gigabytes are copied in vain.
        try await catalogue.read { try Self.refuseUsed(checked.id, in: $0) }
        let stored = try await intake.take(data, for: checked.id)
        try await join(stored, to: checked.id) {
            try await catalogue.write { database in
                try Self.refuseUsed(checked.id, in: database)
                try Catalogue.insert(checked, data: stored, at: ChangeTime.now(), in: database)
            }
        }
        return try await image(checked.id)
    }

    public func upload(_ data: ByteStream, to id: Image.ID) async throws -> Image {
        let target = try await image(id)
        try Self.requireQueued(target)
        try Self.requireFormats(target.diskFormat, target.containerFormat)
        let catalogue = try writable()
        let stored = try await intake.take(data, for: id)
        try await join(stored, to: id) {
            try await catalogue.write { database in
                guard let (key, now) = try Catalogue.image(id, in: database) else {
                    throw ImageError(.conflict, "image \(id) was deleted while its data arrived", hint: "image list")
                }
                try Self.requireQueued(now)
                try Catalogue.attach(stored, to: key, at: ChangeTime.now(), in: database)
            }
        }
        return try await image(id)
    }

    /// Gives data its name and then its record, while nobody tidies the store.
    func join(_ stored: StoredData, to id: Image.ID, _ record: @Sendable () async throws -> Void) async throws {
        let lock: FileLock?
        do {
            // Later it would end between the name and the record.
            try Task.checkCancellation()
            lock = try await place(stored, for: id)
        } catch {
            try? Directory.remove(stored.path)
            throw error
        }
        do {
            try await record()
            StopPoint.pass(.putRecorded)
        } catch {
            removeUnlessRecorded(id)
            lock?.release()
            throw error
        }
        lock?.release()
    }

    /// Takes away the data of a record that could not be written. A commit that failed may have reached the disk all
    /// the same: only a catalogue that can be read anew, and has no such record, says that the data is nobody's.
    /// Otherwise it stays, for `store gc`. Reads on this thread: in a task that was cancelled the other way gives up.
    private func removeUnlessRecorded(_ id: Image.ID) {
        do {
            guard let catalogue = try Catalogue(existingAt: layout.catalogue, writes: true) else { return }
            let status = try catalogue.readNow { try Catalogue.image(id, in: $0)?.image.status }
            try? catalogue.close()
            if status == nil || status == .queued {
                try layout.flushCatalogue()
                try Directory.remove(layout.data(of: id))
            }
        } catch {}
    }

    /// Moves data to its name.
    /// - Returns: the lock under which its record is to be written.
    private func place(_ stored: StoredData, for id: Image.ID) async throws -> FileLock? {
        let layout = layout
        let target = layout.data(of: id)
        let directory = layout.contentDirectory(of: id)
        do {
            try await BlockingWork.run {
                try Directory.make(directory)
                try Directory.rename(stored.path, to: target, replacing: false)
                StopPoint.pass(.putNamed)
                try Directory.sync(directory)
                // Also when the directory is not new: whoever made it may not have come to this.
                try Directory.sync(layout.content)
                StopPoint.pass(.putNameFlushed)
            }
            return stored.lock
        } catch let error as ImageError where error.code == .conflict {
            // Either another process gives this image its data right now, or one crashed before it wrote the record.
            // With the lock to ourselves the record tells which.
            let file = try await BlockingWork.run {
                let file = try OpenFile.reading(stored.path)
                _ = try file.tryLock()
                stored.lock?.release()
                return file
            }
            let alone = try await FileLock.waiting(layout.lock, .exclusive)
            try file.close()
            let other = try await readable()?.read { try Catalogue.image(id, in: $0)?.image }
            if let other, other.status != .queued {
                throw ImageError(.conflict, "image '\(other.label)' already has data (status '\(other.status)')")
            }
            try await BlockingWork.run {
                try layout.flushCatalogue()
                try Directory.rename(stored.path, to: target, replacing: true)
                try Directory.sync(directory)
            }
            return alone
        }
    }

    private static func refuseUsed(_ id: Image.ID, in database: Database) throws {
        if try Catalogue.isUsed(id, in: database) {
            throw ImageError(.conflict, "the ID \(id) is taken, or was once; nothing was created")
        }
    }

    private static func requireQueued(_ image: Image) throws(ImageError) {
        guard image.status == .queued else {
            throw ImageError(.conflict, "image '\(image.label)' already has data (status '\(image.status)')")
        }
    }

    private static func requireFormats(_ disk: DiskFormat?, _ container: ContainerFormat?) throws(ImageError) {
        guard disk == nil || container == nil else { return }
        throw ImageError(
            .usage, "an image needs a disk format and a container format before it can have data",
            hint: "--disk-format raw --container-format bare")
    }
}
