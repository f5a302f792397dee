public import BackendKit
internal import Synchronization

/// A file that appears under its name only when it is complete and on the disk.
///
/// Until ``commit()`` the bytes are in a hidden file beside it; what was there before stays.
public final class AtomicFile: Sendable {
    private let destination: Destination
    private let part: String
    private let file: OpenFile
    private let isOpen = Mutex(true)

    /// Looks at the destination, and creates the hidden file.
    /// - Parameters:
    ///   - replacing: whether a file that exists may be replaced.
    ///   - label: stands in the hidden file's name, such as the first characters of an image's ID.
    ///   - mode: the permissions it gets; `nil` is those of the file it replaces, or what the umask leaves.
    /// - Throws: ``ImageError``, as ``Destination/init(_:replacing:mode:)``.
    public init(path: String, replacing: Bool, label: String, mode: UInt32? = nil) throws(ImageError) {
        destination = try Destination(path, replacing: replacing, mode: mode)
        part = destination.partPath(label: label)
        do {
            file = try OpenFile.creating(part, mode: 0o600)
        } catch {
            throw destination.naming(error, not: part)
        }
    }

    deinit { discard() }

    public func append(_ bytes: [UInt8]) throws(ImageError) {
        do {
            try file.write(bytes)
        } catch {
            throw destination.naming(error, not: part)
        }
    }

    /// Puts the file under its name.
    /// - Throws: ``ImageError``; the name then holds what it held before.
    public func commit() throws(ImageError) {
        try file.setMode(destination.mode)
        try file.sync()
        try file.close()
        try Directory.rename(part, to: destination.path, replacing: destination.replaces)
        isOpen.withLock { $0 = false }
        try Directory.sync(Directory.parent(of: destination.path))
    }

    /// Removes what was written so far. After ``commit()`` it does nothing.
    public func discard() {
        let wasOpen = isOpen.withLock { state in
            defer { state = false }
            return state
        }
        guard wasOpen else { return }
        try? file.close()
        try? Directory.remove(part)
    }
}
