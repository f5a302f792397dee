public import BackendKit
internal import Glibc

extension ByteStream {
    private static let chunk = 1 << 20

    /// The bytes of a regular file, or what comes out of a pipe with a name, which may have no writer yet. A file that
    /// changes its length while it is read is an error.
    /// - Throws: ``ImageError``: `.notFound`, `.usage` for anything else, `.local`.
    public static func file(at path: String) async throws -> ByteStream {
        try await BlockingWork.run {
            // Whoever writes into a pipe goes on when it is opened: not before its data is wanted.
            if try FileStatus.of(path)?.kind == .fifo, access(path, R_OK) == 0 {
                return ByteStream(length: nil, canRestart: false) { PipeReader(try OpenFile.reading(path)) }
            }
            let file = try OpenFile.reading(path)
            let status = try FileStatus.of(file)
            switch status.kind {
            case .regular: return ByteStream(file, status: status)
            case .directory: throw ImageError(.usage, "'\(path)' is a directory, not an image file")
            default: throw ImageError(.usage, "'\(path)' is a \(status.kind.rawValue), not an image file")
            }
        }
    }

    /// The bytes of an open regular file, from its beginning.
    public init(_ file: OpenFile, status: FileStatus) {
        self.init(length: status.size, canRestart: true, fileDescriptor: file.descriptor) {
            FileReader(file, status: status)
        }
    }

    /// A part of an open regular file.
    public init(_ file: OpenFile, range: Range<Int64>) {
        self.init(length: range.upperBound - range.lowerBound, canRestart: true) {
            FileReader(file, range: range, status: nil)
        }
    }

    /// What comes out of a descriptor that somebody else opened, such as standard input.
    public static func descriptor(_ descriptor: Int32) -> ByteStream {
        ByteStream(length: nil, canRestart: false) { PipeReader(descriptor) }
    }

    private actor FileReader: Reader {
        private let file: OpenFile
        private let status: FileStatus?
        private let end: Int64
        private var offset: Int64

        init(_ file: OpenFile, status: FileStatus) {
            (self.file, self.status, offset, end) = (file, status, 0, status.size)
        }

        init(_ file: OpenFile, range: Range<Int64>, status: FileStatus?) {
            (self.file, self.status, offset, end) = (file, status, range.lowerBound, range.upperBound)
        }

        func next() async throws -> [UInt8]? {
            try Task.checkCancellation()
            let (file, place) = (file, offset)
            let count = Int(min(Int64(ByteStream.chunk), end - offset))
            guard count > 0 else {
                try checkUnchanged()
                return nil
            }
            let bytes = try await BlockingWork.run { try file.read(count, at: place) }
            guard bytes.count == count else { throw changed() }
            offset += Int64(count)
            return bytes
        }

        private func checkUnchanged() throws {
            guard let status else { return }
            let now = try FileStatus.of(file)
            if now.size != status.size || now.modified != status.modified { throw changed() }
        }

        private func changed() -> ImageError {
            ImageError(.integrity, "'\(file.path)' changed while it was read")
        }
    }

    private actor PipeReader: Reader {
        private let descriptor: Int32
        private let label: String
        /// Stays open as long as it is read.
        private let file: OpenFile?

        init(_ descriptor: Int32) { (self.descriptor, label, file) = (descriptor, "standard input", nil) }

        init(_ file: OpenFile) { (descriptor, label, self.file) = (file.descriptor, file.path, file) }

        func next() async throws -> [UInt8]? {
            while true {
                try Task.checkCancellation()
                let (descriptor, label) = (descriptor, label)
                if let bytes = try await BlockingWork.run({ try Self.read(descriptor, label) }) {
                    return bytes.isEmpty ? nil : bytes
                }
            }
        }

        /// - Returns: empty at the end; `nil` when nothing came for a while, so that a cancelled task can leave.
        private static func read(_ descriptor: Int32, _ label: String) throws(ImageError) -> [UInt8]? {
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            // A signal ends the waiting as well, and then there may be nothing to read.
            guard poll(&waiting, 1, 200) > 0 else { return nil }
            var failure: Errno?
            let bytes = [UInt8](unsafeUninitializedCapacity: ByteStream.chunk) { buffer, filled in
                let result = SystemCalls.make(.read) { Glibc.read(descriptor, buffer.baseAddress, buffer.count) }
                switch result {
                case .success(let count): filled = count
                case .failure(let reason): failure = reason
                }
            }
            if let failure {
                if failure.number == EAGAIN { return nil }
                throw .file("read", label, failure)
            }
            return bytes
        }
    }
}
