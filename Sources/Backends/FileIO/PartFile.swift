public import BackendKit
internal import Synchronization

/// A hidden file beside a destination in which data gathers, and which may outlive the process that began it.
///
/// It is locked for the process that holds it. Who holds it says what becomes of it: ``commit()``, ``keep()`` or
/// ``discard()``; a process that is killed keeps it. One thread at a time may use it.
public final class PartFile: Sendable {
    public let path: String
    let destination: Destination
    private let file: OpenFile
    private let count: Mutex<Int64>

    /// A new, empty one.
    /// - Parameter path: of ``Destination/partPath(label:)``.
    /// - Throws: ``ImageError`` with code `.local`.
    public init(creating path: String, for destination: Destination) throws(ImageError) {
        self.path = path
        self.destination = destination
        count = Mutex(0)
        do throws(ImageError) {
            file = try OpenFile.creating(path, mode: 0o600, extends: true)
        } catch {
            throw destination.naming(error, not: path)
        }
        do throws(ImageError) {
            guard try file.tryLock() else { throw Self.busy(destination.path) }
        } catch {
            try? Directory.remove(path)
            throw destination.naming(error, not: path)
        }
        StopPoint.pass(.saveCreated)
    }

    /// One that was kept.
    /// - Returns: `nil` when it is not there, or not one that this program would have left: a link, another user's.
    /// - Throws: ``ImageError``: `.conflict` when another process has it, `.local`.
    public init?(keptAt path: String, for destination: Destination) throws(ImageError) {
        guard let (file, status) = try Self.locked(path, for: destination.path), status.isOwn, status.links == 1 else {
            return nil
        }
        self.path = path
        self.destination = destination
        self.file = file
        count = Mutex(status.size)
    }

    /// Removes one that was kept, while nobody else can go on with it.
    /// - Parameter destination: what it was for, as messages name it.
    /// - Returns: the bytes it held; `nil` when there was none, or something else had its name, which is left alone.
    /// - Throws: ``ImageError``: `.conflict` when another process has it, `.local`.
    public static func remove(keptAt path: String, for destination: String) throws(ImageError) -> Int64? {
        guard let (file, status) = try locked(path, for: destination) else { return nil }
        try Directory.remove(path)
        try? file.close()
        return status.size
    }

    /// The file of that name, locked.
    /// - Returns: `nil` when there is none, or something else has the name.
    /// - Throws: ``ImageError``: `.conflict` when another process has it, `.local`.
    private static func locked(
        _ path: String, for destination: String
    ) throws(ImageError) -> (file: OpenFile, status: FileStatus)? {
        guard let seen = try FileStatus.of(path, followsLink: false), seen.kind == .regular else { return nil }
        let file: OpenFile
        do throws(ImageError) {
            file = try OpenFile.extending(path)
        } catch  where error.code == .notFound {
            return nil
        }
        guard try file.tryLock() else { throw busy(destination) }
        let status = try FileStatus.of(file)
        // Whoever had it before may have put it under its name, or removed it, before it could be locked.
        guard status.kind == .regular, let now = try FileStatus.of(path, followsLink: false), now.inode == status.inode
        else { return nil }
        return (file, status)
    }

    /// Bytes it holds.
    public var length: Int64 { count.withLock { $0 } }

    /// Makes sure that there is room for so many bytes in all.
    /// - Throws: ``ImageError`` with code `.local`, which names the destination.
    public func reserve(_ total: Int64) throws(ImageError) {
        do {
            try file.reserve(total)
        } catch {
            throw destination.naming(error, not: path, needs: total - length)
        }
    }

    /// Writes the bytes that come next.
    /// - Throws: ``ImageError`` with code `.local`, which names the destination.
    public func append(_ bytes: [UInt8]) throws(ImageError) {
        do {
            try file.write(bytes)
        } catch {
            throw destination.naming(error, not: path)
        }
        let (before, after) = count.withLock { count in
            defer { count += Int64(bytes.count) }
            return (count, count + Int64(bytes.count))
        }
        file.beginWriting(before..<after)
    }

    /// Up to `count` bytes from `offset`; fewer only at the end.
    public func read(_ count: Int, at offset: Int64) throws(ImageError) -> [UInt8] {
        do {
            return try file.read(count, at: offset)
        } catch {
            throw destination.naming(error, not: path)
        }
    }

    /// Throws away what it holds.
    public func empty() throws(ImageError) {
        do {
            try file.truncate(to: 0)
        } catch {
            throw destination.naming(error, not: path)
        }
        count.withLock { $0 = 0 }
    }

    /// Puts it under its name, until that is on the disk.
    /// - Throws: ``ImageError``; the name then holds what it held before, or, when only the last step failed, the new
    ///   data.
    public func commit() throws(ImageError) {
        StopPoint.pass(.saveWritten)
        do throws(ImageError) {
            try file.setMode(destination.mode)
            try file.sync()
            try file.close()
            StopPoint.pass(.saveFlushed)
            try destination.place(path)
        } catch {
            throw destination.naming(error, not: path)
        }
    }

    /// Lets go of it and leaves it where it is, with no more room than its bytes take.
    public func keep() {
        // Room that was reserved is given back where the file ends, though the length stays.
        try? file.truncate(to: length)
        try? file.close()
    }

    /// Removes it. After ``commit()`` there is nothing to remove.
    public func discard() {
        // Removed before the lock is given back, so that nobody goes on with it.
        try? Directory.remove(path)
        try? file.close()
    }

    private static func busy(_ destination: String) -> ImageError {
        ImageError(.conflict, "another imgsh is writing to '\(destination)'; nothing was changed")
    }
}
