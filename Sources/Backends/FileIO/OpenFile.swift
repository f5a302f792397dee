public import BackendKit
internal import CFileIO
internal import Glibc
internal import Synchronization

/// An open file. Closed by ``close()``, or at the latest when nobody holds it any more.
///
/// Reading and writing at an offset may happen from several threads; writing at the end from one at a time. All that throws
/// does so as ``BackendKit/ImageError/file(_:_:_:)`` says.
public final class OpenFile: Sendable {
    /// As messages name it.
    public let path: String
    private let descriptorState: Mutex<Int32>

    private init(_ descriptor: Int32, path: String) {
        self.path = path
        descriptorState = Mutex(descriptor)
    }

    deinit { _ = try? close() }

    /// The descriptor; valid until ``close()``.
    public var descriptor: Int32 { descriptorState.withLock { $0 } }

    /// - Throws: ``ImageError``: `.notFound`, or `.local`.
    public static func reading(_ path: String, followsLink: Bool = true) throws(ImageError) -> OpenFile {
        try open(path, O_RDONLY | (followsLink ? 0 : O_NOFOLLOW), 0, "read")
    }

    /// A new file; fails when there is something of that name, even a dangling link.
    /// - Parameter extends: writes at its end, wherever that is by then. The data of such a file cannot be cloned.
    public static func creating(
        _ path: String, mode: UInt32, extends: Bool = false
    ) throws(ImageError) -> OpenFile {
        try open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | (extends ? O_APPEND : 0), mode, "create")
    }

    /// A file to lock or append to, made if need be.
    public static func appending(_ path: String, mode: UInt32) throws(ImageError) -> OpenFile {
        try open(path, O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW, mode, "open")
    }

    /// A file that is there, to be read anywhere and written at its end.
    /// - Throws: ``ImageError``: `.notFound`, or `.local`.
    static func extending(_ path: String) throws(ImageError) -> OpenFile {
        try open(path, O_RDWR | O_APPEND | O_NOFOLLOW, 0, "open")
    }

    /// A file, device or pipe to write into from here on, made if need be.
    /// - Parameter appends: keeps what is there.
    public static func writing(_ path: String, appends: Bool) throws(ImageError) -> OpenFile {
        let file = try open(path, O_WRONLY | O_CREAT | (appends ? O_APPEND : O_TRUNC), 0o666, "write")
        // A program that gets the descriptor expects to wait.
        _ = fcntl(file.descriptor, F_SETFL, fcntl(file.descriptor, F_GETFL) & ~O_NONBLOCK)
        return file
    }

    private static func open(
        _ path: String, _ flags: Int32, _ mode: UInt32, _ action: String
    ) throws(ImageError) -> OpenFile {
        let result = SystemCalls.make(.open) { Int(Glibc.open(path, flags | O_CLOEXEC | O_NONBLOCK, mode)) }
        switch result {
        case .success(let descriptor): return OpenFile(Int32(descriptor), path: path)
        case .failure(let reason): throw .file(action, path, reason)
        }
    }

    /// Up to `count` bytes from `offset`; fewer only at the end of the file.
    public func read(_ count: Int, at offset: Int64) throws(ImageError) -> [UInt8] {
        var failure: Errno?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let result = SystemCalls.make(.read) {
                    pread(
                        descriptor, buffer.baseAddress?.advanced(by: filled), count - filled,
                        off_t(offset) + off_t(filled))
                }
                switch result {
                case .success(0): return
                case .success(let more): filled += more
                case .failure(let reason):
                    failure = reason
                    return
                }
            }
        }
        if let failure { throw .file("read", path, failure) }
        return bytes
    }

    /// All of the bytes, at the end of what was written so far.
    public func write(_ bytes: some Collection<UInt8>) throws(ImageError) {
        let bytes = Array(bytes)
        var done = 0
        while done < bytes.count {
            let result = SystemCalls.make(.write) {
                bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress?.advanced(by: done), $0.count - done) }
            }
            switch result {
            case .success(let count): done += count
            case .failure(let reason): throw .file("write", path, reason)
            }
        }
    }

    /// Until the bytes are on the disk. A failure is final: the kernel may have dropped what it could not write.
    public func sync() throws(ImageError) {
        try check(.sync, "write") { Int(fsync(descriptor)) }
    }

    private static let stretch: Int64 = 8 << 20

    /// Lets the kernel begin to write to the disk what the file has grown by, in stretches of 8 MiB, so that ``sync()``,
    /// which cannot be interrupted, has less to wait for. No promise.
    public func beginWriting(_ grown: Range<Int64>) {
        let begin = grown.lowerBound / Self.stretch * Self.stretch
        let end = grown.upperBound / Self.stretch * Self.stretch
        if end > grown.lowerBound { cfileio_begin_writing(descriptor, begin, end - begin) }
    }

    /// The permissions it has from now on, whatever the process masks.
    public func setMode(_ mode: UInt32) throws(ImageError) {
        try check(.chmod, "set the mode of") { Int(fchmod(descriptor, mode)) }
    }

    /// Cuts it off behind so many bytes; a shorter file is filled up with zeros.
    public func truncate(to length: Int64) throws(ImageError) {
        try check(.write, "shorten") { Int(ftruncate(descriptor, off_t(length))) }
    }

    /// Makes sure that there is room for so many bytes, where the file system can tell.
    public func reserve(_ count: Int64) throws(ImageError) {
        guard count > 0 else { return }
        let result = SystemCalls.make(.reserve) { Int(cfileio_reserve(descriptor, count)) }
        if case .failure(let reason) = result, reason.number != EOPNOTSUPP, reason.number != EINVAL,
            reason.number != ENOSYS
        {
            throw .file("write", path, reason)
        }
    }

    /// Takes over another file's data without copying it.
    /// - Returns: `false` where the file system cannot do that.
    public func cloneContents(of source: Int32) -> Bool {
        let result = SystemCalls.make(.clone) { Int(cfileio_clone(descriptor, source)) }
        if case .success = result { return true }
        return false
    }

    /// Locks the file for this process alone, without waiting.
    /// - Returns: `false` when another process has it.
    public func tryLock() throws(ImageError) -> Bool {
        let result = SystemCalls.make(.lock) { Int(flock(descriptor, LOCK_EX | LOCK_NB)) }
        guard case .failure(let reason) = result else { return true }
        if reason.number == EWOULDBLOCK { return false }
        throw .file("lock", path, reason)
    }

    /// - Throws: ``ImageError`` also when only the closing failed: what was written may be lost.
    public func close() throws(ImageError) {
        let descriptor = descriptorState.withLock { state in
            defer { state = -1 }
            return state
        }
        guard descriptor >= 0 else { return }
        let result = SystemCalls.make(.close) { Int(Glibc.close(descriptor)) }
        if case .failure(let reason) = result { throw .file("close", path, reason) }
    }

    private func check(_ call: SystemCall, _ action: String, _ body: () -> Int) throws(ImageError) {
        if case .failure(let reason) = SystemCalls.make(call, body) { throw .file(action, path, reason) }
    }
}
