internal import BackendKit
internal import Glibc

/// The bytes of an open file or block device. The descriptor stays its owner's, and its position is left alone.
struct FileBytes: RandomReadable {
    let size: Int64
    private let descriptor: Int32

    /// - Throws: ``ImageError`` with code `.local` when the descriptor is not open, or cannot be read at any place, as
    ///   a pipe cannot.
    init(descriptor: Int32) throws(ImageError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Self.failure(errno) }
        switch status.st_mode & S_IFMT {
        case S_IFREG:
            size = Int64(status.st_size)
        case S_IFBLK:
            let position = lseek(descriptor, 0, SEEK_CUR)
            let end = lseek(descriptor, 0, SEEK_END)
            guard position >= 0, end >= 0, lseek(descriptor, position, SEEK_SET) >= 0 else { throw Self.failure(errno) }
            size = Int64(end)
        default:
            throw Self.failure(ESPIPE)
        }
        self.descriptor = descriptor
    }

    /// - Throws: ``ImageError`` with code `.local`.
    func read(_ count: Int, at offset: Int64) throws -> [UInt8] {
        guard count > 0, offset >= 0, !offset.addingReportingOverflow(Int64(count)).overflow else { return [] }
        var number: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let place = off_t(offset) + off_t(filled)
                let result = pread(descriptor, buffer.baseAddress?.advanced(by: filled), count - filled, place)
                if result == 0 { return }
                if result > 0 {
                    filled += result
                } else if errno != EINTR {
                    number = errno
                    return
                }
            }
        }
        if number != 0 { throw Self.failure(number) }
        return bytes
    }

    private static func failure(_ number: Int32) -> ImageError {
        ImageError(.local, "cannot inspect the data: \(SystemReason.text(of: number))")
    }
}
