internal import BackendKit
internal import CommandKit
internal import FileIO

/// Gives scripts by their path.
protocol ScriptReading: Sendable {
    /// - Throws: ``ImageError``.
    func script(at path: String) async throws -> Script
}

/// Scripts in files. `-` is standard input.
struct ScriptFiles: ScriptReading {
    private static let largest: Int64 = 64 << 20

    private static func open(_ path: String) async throws -> ByteStream {
        if let kind = try FileStatus.of(path)?.kind, kind != .regular, kind != .fifo {
            throw ImageError(.usage, "'\(path)' is a \(kind.rawValue), not a script", hint: "imgsh -f FILE")
        }
        return try await ByteStream.file(at: path)
    }

    func script(at path: String) async throws -> Script {
        let stream = path == "-" ? ByteStream.descriptor(0) : try await Self.open(path)
        if let length = stream.length, length > Self.largest {
            throw ImageError(.usage, "'\(path)' is no script: it has \(ByteCount.text(length))")
        }
        var bytes: [UInt8] = []
        let reader = try stream.open()
        while let chunk = try await reader.next() {
            bytes += chunk
            guard bytes.count <= Self.largest else {
                throw ImageError(.usage, "'\(path)' is no script: it has more than \(ByteCount.text(Self.largest))")
            }
        }
        return try Script(name: path == "-" ? "standard input" : path, bytes: bytes)
    }
}
