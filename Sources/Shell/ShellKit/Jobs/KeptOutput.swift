internal import BackendKit
internal import CommandKit
internal import FileIO
internal import Glibc
internal import Synchronization

/// What a job has written to its standard output, until it can be shown. A little of it is in memory; when there is more,
/// all of it is in a private file. Nothing is dropped.
final class KeptOutput: TextSink {
    /// What was kept, in the end.
    enum Content: Sendable {
        case bytes([UInt8])
        /// A file that nobody removes but the one who takes this, and its length.
        case file(path: String, count: Int64)
    }

    static let mostInMemory = 64 << 10

    private struct State {
        var bytes: [UInt8] = []
        var file: OpenFile?
        var count: Int64 = 0
    }

    private let directory: String
    private let name: String
    private let state = Mutex(State())

    /// - Parameters:
    ///   - directory: where a file may be made.
    ///   - name: the beginning of its name.
    init(in directory: String, name: String) {
        self.directory = directory
        self.name = name
    }

    func write(_ bytes: [UInt8]) throws {
        try state.withLock { state in
            state.count += Int64(bytes.count)
            if let file = state.file { return try file.write(bytes) }
            guard state.bytes.count + bytes.count > Self.mostInMemory else { return state.bytes += bytes }
            let file = try Self.newFile(directory + "/" + name)
            try file.write(state.bytes + bytes)
            (state.file, state.bytes) = (file, [])
        }
    }

    func flush() {}

    /// Everything kept so far, which is then forgotten here.
    func take() -> Content {
        state.withLock { state in
            defer { state = State() }
            guard let file = state.file else { return .bytes(state.bytes) }
            return .file(path: file.path, count: state.count)
        }
    }

    /// - Throws: ``ImageError`` with code `.local`.
    private static func newFile(_ beginning: String) throws -> OpenFile {
        for _ in 0..<10 {
            let path = "\(beginning)-\(String(UInt32.random(in: .min ... .max), radix: 16)).out"
            do {
                if try FileStatus.of(path) == nil { return try OpenFile.creating(path, mode: 0o600) }
            } catch {
                // That there is no such directory is not that there is no such image.
                throw ImageError(.local, error.message, details: error.details)
            }
        }
        throw ImageError(.local, "cannot make a file '\(beginning)-….out' for the output of a job")
    }
}

extension KeptOutput.Content {
    /// Hands it on, and removes the file it was in.
    func write(to sink: any TextSink) throws {
        switch self {
        case .bytes(let bytes): try sink.write(bytes)
        case .file(let path, let count):
            defer { unlink(path) }
            let file = try OpenFile.reading(path)
            var offset: Int64 = 0
            while offset < count {
                let bytes = try file.read(1 << 16, at: offset)
                if bytes.isEmpty { break }
                try sink.write(bytes)
                offset += Int64(bytes.count)
            }
        }
    }
}
