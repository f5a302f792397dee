internal import BackendKit
internal import FileIO
internal import ImageHashing

/// Data that is complete in `tmp`, hashed and on the disk, but has no name yet.
struct StoredData: Sendable {
    let path: String
    /// The store's lock, shared: as long as it is held, nobody tidies the file away.
    let lock: FileLock?
    let size: Int64
    let virtualSize: Int64?
    let md5: String
    let sha512: String
}

/// Takes a stream into a file below `tmp`.
struct DataIntake: Sendable {
    let layout: StoreLayout
    let inspect: LocalBackend.DataInspector

    /// - Throws: ``ImageError``; nothing is left behind then.
    func take(_ stream: ByteStream, for id: Image.ID) async throws -> StoredData {
        let path = layout.newTemporary(for: id)
        let file = try await BlockingWork.run { try openLocked(path) }
        StopPoint.pass(.putCreated)
        do {
            let hashes = ParallelHasher(["md5", "sha512"])
            let size = try await fill(file, from: stream, hashes)
            StopPoint.pass(.putWritten)
            let (findings, values) = try await BlockingWork.run {
                let findings = inspect(file.descriptor)
                try file.setMode(0o400)
                StopPoint.pass(.putMadeReadOnly)
                try file.sync()
                StopPoint.pass(.putFlushed)
                return (findings, hashes.values())
            }
            // From here on the store's lock protects the file, not the one on the file itself. A check with repair holds
            // that lock as long as it reads; nobody wants to send gigabytes twice for it.
            let lock = try await FileLock.waiting(layout.lock, .shared)
            try file.close()
            return StoredData(
                path: path, lock: lock, size: size, virtualSize: findings.virtualSize, md5: values[0].value,
                sha512: values[1].value)
        } catch {
            try? file.close()
            try? Directory.remove(path)
            throw error
        }
    }

    /// A new file, locked: as long as it is, nobody tidies it away. Nobody tidies between the two steps either.
    private func openLocked(_ path: String) throws(ImageError) -> OpenFile {
        let shared = try FileLock(layout.lock, .shared, waits: true)
        let file = try OpenFile.creating(path, mode: 0o600)
        _ = try file.tryLock()
        shared?.release()
        return file
    }

    private func fill(_ file: OpenFile, from stream: ByteStream, _ hashes: ParallelHasher) async throws -> Int64 {
        if let source = stream.fileDescriptor, let length = stream.length, file.cloneContents(of: source) {
            return try await hashClone(file, length, stream, hashes)
        }
        // Only now: a clone needs no room.
        if let length = stream.length { try reserve(length, in: file) }
        let reader = try stream.open()
        var size: Int64 = 0
        while let chunk = try await reader.next() {
            let before = size
            size += Int64(chunk.count)
            if let length = stream.length, size > length { throw wrongLength(length, size) }
            let grown = before..<size
            try await BlockingWork.run {
                try file.write(chunk)
                file.beginWriting(grown)
                hashes.update(chunk)
            }
        }
        if let length = stream.length, size != length { throw wrongLength(length, size) }
        return size
    }

    private func reserve(_ length: Int64, in file: OpenFile) throws(ImageError) {
        if let free = Directory.freeBytes(layout.temporary), free < length {
            throw ImageError(.local, "no room in '\(layout.root)': \(length) bytes needed, \(free) free")
        }
        try file.reserve(length)
    }

    /// Hashes what is stored, which shares its blocks with the source.
    private func hashClone(
        _ file: OpenFile, _ length: Int64, _ stream: ByteStream, _ hashes: ParallelHasher
    ) async throws -> Int64 {
        guard try FileStatus.of(file).size == length else { throw wrongLength(length, try FileStatus.of(file).size) }
        var offset: Int64 = 0
        while offset < length {
            try Task.checkCancellation()
            let place = offset
            let count = try await BlockingWork.run {
                let chunk = try file.read(1 << 20, at: place)
                hashes.update(chunk)
                return chunk.count
            }
            guard count > 0 else { throw wrongLength(length, offset) }
            offset += Int64(count)
            stream.reportProgress(count)
        }
        return length
    }

    private func wrongLength(_ expected: Int64, _ got: Int64) -> ImageError {
        let count = got > expected ? "more than the" : "\(got) of the"
        return ImageError(.integrity, "the data has \(count) \(expected) bytes that were announced")
    }
}
