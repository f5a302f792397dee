public import BackendKit
internal import Glibc

/// What the file system says about a file.
public struct FileStatus: Sendable, Equatable {
    public enum Kind: String, Sendable {
        case regular = "file"
        case directory
        case fifo = "FIFO"
        case socket
        case characterDevice = "character device"
        case blockDevice = "block device"
        case link = "symbolic link"
        case other = "special file"
    }

    public let kind: Kind
    /// Bytes.
    public let size: Int64
    /// Permission bits only.
    public let mode: UInt32
    public let owner: UInt32
    public let device: UInt64
    public let inode: UInt64
    /// How many names it has.
    let links: UInt64
    /// Nanoseconds since 1970.
    public let modified: Int64

    private init(_ status: stat) {
        switch status.st_mode & S_IFMT {
        case S_IFREG: kind = .regular
        case S_IFDIR: kind = .directory
        case S_IFIFO: kind = .fifo
        case S_IFSOCK: kind = .socket
        case S_IFCHR: kind = .characterDevice
        case S_IFBLK: kind = .blockDevice
        case S_IFLNK: kind = .link
        default: kind = .other
        }
        size = Int64(status.st_size)
        mode = UInt32(status.st_mode & 0o7777)
        owner = status.st_uid
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        links = UInt64(status.st_nlink)
        modified = Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec)
    }

    /// Whether it belongs to the user this process runs for.
    public var isOwn: Bool { owner == geteuid() }

    /// - Returns: `nil` when there is nothing of that name.
    /// - Throws: ``ImageError`` when nobody can say.
    public static func of(_ path: String, followsLink: Bool = true) throws(ImageError) -> FileStatus? {
        var status = stat()
        let result = SystemCalls.make(.stat) { Int(followsLink ? stat(path, &status) : lstat(path, &status)) }
        switch result {
        case .success: return FileStatus(status)
        case .failure(let reason) where reason.number == ENOENT: return nil
        case .failure(let reason): throw .file("look at", path, reason)
        }
    }

    /// - Throws: ``ImageError``.
    public static func of(_ file: OpenFile) throws(ImageError) -> FileStatus {
        var status = stat()
        let result = SystemCalls.make(.stat) { Int(fstat(file.descriptor, &status)) }
        if case .failure(let reason) = result { throw .file("look at", file.path, reason) }
        return FileStatus(status)
    }
}
