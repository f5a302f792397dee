public import BackendKit
internal import Glibc
internal import Synchronization

/// A file that appears under its name only when it is complete and on the disk.
///
/// Until ``commit()`` the bytes are in a hidden file beside it; what was there before stays.
public final class AtomicFile: Sendable {
    private let target: String
    private let part: String
    private let replaces: Bool
    private let mode: UInt32
    private let file: OpenFile
    private let isOpen = Mutex(true)

    /// Looks at the destination, and creates the hidden file.
    /// - Parameters:
    ///   - replacing: whether a file that exists may be replaced.
    ///   - label: stands in the hidden file's name, such as the first characters of an image's ID.
    ///   - mode: the permissions it gets; `nil` is those of the file it replaces, or what the umask leaves.
    /// - Throws: ``ImageError``: `.conflict` when the file exists, `.usage` when it is no regular file, `.notFound`
    ///   when the directory is not there, `.local`.
    public init(path: String, replacing: Bool, label: String, mode: UInt32? = nil) throws(ImageError) {
        let parent = Directory.parent(of: path)
        guard let directory = try FileStatus.of(parent), directory.kind == .directory else {
            throw ImageError(.notFound, "there is no directory '\(parent)'")
        }
        let old = try FileStatus.of(path, followsLink: false)
        switch old?.kind {
        case nil: break
        case .regular? where replacing, .link? where replacing: break
        case .regular?, .link?:
            throw ImageError(.conflict, "'\(path)' exists already; it was not touched", hint: "--force")
        case let kind?:
            throw ImageError(.usage, "'\(path)' is a \(kind.rawValue), not a file to write")
        }
        target = path
        replaces = replacing
        let usual = old?.kind == .regular ? old?.mode ?? 0o666 : 0o666 & ~Self.umask
        self.mode = mode ?? usual
        part =
            parent == "." && !path.hasPrefix("./")
            ? Self.partName(path, label) : parent + "/" + Self.partName(path, label)
        file = try OpenFile.creating(part, mode: 0o600)
    }

    deinit { discard() }

    /// Makes sure that there is room for so many bytes.
    public func reserve(_ count: Int64) throws(ImageError) {
        do {
            try file.reserve(count)
        } catch {
            throw noRoom(error, for: count)
        }
    }

    public func append(_ bytes: [UInt8]) throws(ImageError) {
        do {
            try file.write(bytes)
        } catch {
            throw noRoom(error, for: nil)
        }
    }

    /// Puts the file under its name.
    /// - Throws: ``ImageError``; the name then holds what it held before.
    public func commit() throws(ImageError) {
        try file.setMode(mode)
        try file.sync()
        try file.close()
        try Directory.rename(part, to: target, replacing: replaces)
        isOpen.withLock { $0 = false }
        try Directory.sync(Directory.parent(of: target))
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

    private func noRoom(_ error: ImageError, for count: Int64?) -> ImageError {
        // The hidden name means nothing to the user.
        var error = error
        error.message = error.message.replacing("'\(part)'", with: "'\(target)'")
        if let count, let free = Directory.freeBytes(Directory.parent(of: target)), free < count {
            error.message += " (\(count) bytes needed, \(free) free)"
        }
        return error
    }

    private static var umask: UInt32 {
        let mask = Glibc.umask(0o077)
        _ = Glibc.umask(mask)
        return mask
    }

    /// `.name.imgsh-LABEL-random.part`, at most 255 bytes, cut between scalars.
    private static func partName(_ path: String, _ label: String) -> String {
        let random = String(UInt32.random(in: .min ... .max), radix: 16)
        let end = ".imgsh-\(label)-\(random).part"
        var base = String.UnicodeScalarView()
        var length = 1 + end.utf8.count
        let name = path.utf8.lastIndex(of: 0x2F).map { path[path.index(after: $0)...] } ?? path[...]
        for scalar in name.unicodeScalars {
            length += String(Character(scalar)).utf8.count
            guard length <= 255 else { break }
            base.append(scalar)
        }
        return "." + String(base) + end
    }
}
