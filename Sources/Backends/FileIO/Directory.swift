public import BackendKit
internal import CFileIO
internal import Glibc

/// Changes to directories, each checked. They throw as ``BackendKit/ImageError/file(_:_:_:)`` says, unless they say more.
public enum Directory {
    /// Makes the directory and those above it, with this mode; one that is there stays as it is.
    public static func make(_ path: String, mode: UInt32 = 0o700) throws(ImageError) {
        if try FileStatus.of(path)?.kind == .directory { return }
        let parent = parent(of: path)
        if parent != path { try make(parent, mode: mode) }
        let result = SystemCalls.make(.mkdir) { Int(mkdir(path, mode)) }
        if case .failure(let reason) = result, reason.number != EEXIST {
            throw .file("make the directory", path, reason)
        }
        guard try FileStatus.of(path)?.kind == .directory else {
            throw ImageError(.local, "'\(path)' is not a directory")
        }
    }

    /// Until the names in the directory are on the disk.
    public static func sync(_ path: String) throws(ImageError) {
        let directory = try OpenFile.reading(path)
        let result = SystemCalls.make(.sync) { Int(fsync(directory.descriptor)) }
        // Some file systems cannot flush a directory, and need not.
        if case .failure(let reason) = result, reason.number != EINVAL, reason.number != ENOTSUP {
            throw .file("write", path, reason)
        }
        try directory.close()
    }

    /// The names in a directory, `.` and `..` left out; bytes that are no UTF-8 are repaired.
    public static func names(_ path: String) throws(ImageError) -> [String] {
        guard let directory = opendir(path) else { throw .file("read", path, Errno(number: errno)) }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = try next(in: directory, path) {
            // In its place: an entry ends after its name, and a copy of the whole field would read beyond it.
            let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
                String(cString: UnsafeRawPointer(field).assumingMemoryBound(to: CChar.self))
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// - Returns: `nil` at the end, which the system tells from a failure by `errno` alone.
    private static func next(
        in directory: OpaquePointer, _ path: String
    ) throws(ImageError) -> UnsafeMutablePointer<dirent>? {
        var entry: UnsafeMutablePointer<dirent>?
        let result = SystemCalls.make(.list) {
            errno = 0
            entry = readdir(directory)
            return entry == nil && errno != 0 ? -1 : 0
        }
        if case .failure(let reason) = result { throw .file("read", path, reason) }
        return entry
    }

    /// Renames; with `replacing` over what is there, else only if nothing is.
    /// - Parameter claims: whether the name may be taken by an empty file for a moment, where the file system has no other
    ///   way to replace nothing.
    /// - Throws: ``ImageError`` with code `.conflict` when something is there.
    public static func rename(
        _ from: String, to target: String, replacing: Bool, claims: Bool = false
    ) throws(ImageError) {
        let result = SystemCalls.make(.rename) {
            Int(replacing ? Glibc.rename(from, target) : cfileio_rename_no_replace(from, target))
        }
        guard case .failure(let reason) = result else { return }
        switch reason.number {
        case EEXIST: throw ImageError(.conflict, "'\(target)' exists already")
        case EINVAL where !replacing, ENOSYS where !replacing: try linkAndUnlink(from, target, claims: claims)
        default: throw .file("write", target, reason)
        }
    }

    /// For file systems without `RENAME_NOREPLACE`: a link cannot replace anything either.
    private static func linkAndUnlink(_ from: String, _ target: String, claims: Bool) throws(ImageError) {
        let result = SystemCalls.make(.link) { Int(Glibc.link(from, target)) }
        // Many a stick and many a shared folder know no links.
        if claims, case .failure(let reason) = result, [EPERM, ENOSYS, EOPNOTSUPP].contains(reason.number) {
            return try claimAndReplace(from, target)
        }
        try checkLink(result, target)
        try remove(from)
    }

    /// An empty file takes the name, which nobody can have then, and is replaced.
    static func claimAndReplace(_ from: String, _ target: String) throws(ImageError) {
        let claim = open(target, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard claim >= 0 else {
            if errno == EEXIST { throw ImageError(.conflict, "'\(target)' exists already") }
            throw .file("write", target, Errno(number: errno))
        }
        close(claim)
        do throws(ImageError) {
            try rename(from, to: target, replacing: true)
        } catch {
            unlink(target)
            throw error
        }
    }

    /// Gives a file a second name.
    /// - Throws: ``ImageError`` with code `.conflict` when something has the name.
    public static func link(_ from: String, to target: String) throws(ImageError) {
        try checkLink(SystemCalls.make(.link) { Int(Glibc.link(from, target)) }, target)
    }

    private static func checkLink(_ result: Result<Int, Errno>, _ target: String) throws(ImageError) {
        guard case .failure(let reason) = result else { return }
        if reason.number == EEXIST { throw ImageError(.conflict, "'\(target)' exists already") }
        throw .file("write", target, reason)
    }

    /// Removes a file; one that is not there is no error.
    public static func remove(_ path: String) throws(ImageError) {
        let result = SystemCalls.make(.unlink) { Int(unlink(path)) }
        if case .failure(let reason) = result, reason.number != ENOENT { throw .file("remove", path, reason) }
    }

    /// Bytes an ordinary user may still write there, or `nil` when nobody knows.
    public static func freeBytes(_ path: String) -> Int64? {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return nil }
        let (bytes, overflow) = UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize))
        return overflow ? nil : Int64(clamping: bytes)
    }

    /// Whether this process may write there.
    public static func isWritable(_ path: String) -> Bool { access(path, W_OK) == 0 }

    /// The file system's name when it is one whose locks cannot be relied on: NFS, SMB and the like.
    public static func networkFileSystem(_ path: String) -> String? {
        let known: [UInt32: String] = [
            0x6969: "NFS", 0x517B: "SMB", 0xFF53_4D42: "CIFS", 0xFE53_4D42: "SMB2", 0x0102_1997: "9P",
            0x00C3_6400: "Ceph",
            0x5346_414F: "AFS",
        ]
        return known[cfileio_file_system(path)]
    }

    /// The path from the root, links in the directories followed, so that two ways to one file are the same text.
    /// - Throws: ``ImageError`` with code `.notFound` when the directory is not there.
    public static func absolute(_ path: String) throws(ImageError) -> String {
        let parent = parent(of: path)
        guard let real = realpath(parent, nil) else { throw .file("look at", parent, Errno(number: errno)) }
        defer { free(real) }
        let name = path.utf8.lastIndex(of: 0x2F).map { String(path[path.index(after: $0)...]) } ?? path
        let directory = String(cString: real)
        return directory == "/" ? "/" + name : directory + "/" + name
    }

    /// Everything before the last `/`, or `.`.
    public static func parent(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: 0x2F) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
