internal import Glibc

extension Compression {
    /// What a file says that its data measures unpacked, where that is read quickly and the decoder holds the data to it.
    ///
    /// gzip's length is only its last 32 bits, and bzip2 has none. Blocks while it reads.
    /// - Returns: `nil` when the file does not say, or says something that cannot be.
    public func statedSize(of descriptor: Int32) -> Int64? {
        let file = FilePieces(descriptor)
        return switch self {
        case .gzip, .bzip2: nil
        case .xz: XZIndex.size(file)
        case .zstd: ZstdFrames.size(file)
        }
    }
}

/// Pieces of an open file.
struct FilePieces {
    let count: Int64
    private let descriptor: Int32

    init(_ descriptor: Int32) {
        var status = stat()
        count = fstat(descriptor, &status) == 0 ? Int64(status.st_size) : 0
        self.descriptor = descriptor
    }

    /// All of the bytes, or `nil`.
    func piece(_ count: Int, at place: Int64) -> [UInt8]? {
        guard count > 0, place >= 0 else { return nil }
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = max(0, pread(descriptor, buffer.baseAddress, count, off_t(place)))
        }
        return bytes.count == count ? bytes : nil
    }
}
