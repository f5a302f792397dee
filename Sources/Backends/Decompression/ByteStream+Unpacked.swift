public import BackendKit
internal import FileIO

extension ByteStream {
    /// What is compressed in these bytes, unpacked as it is pulled: memory does not depend on its size, only on the
    /// window the compressor chose, which is bounded too (``Compression/windowLimit``).
    ///
    /// Every pass begins again at the first byte, where these bytes can. The reader fails rather than end early: with
    /// `.integrity` when the data is damaged, cut off or followed by something else, or its file changed; with
    /// `.unsupported` when it needs more memory than is given, or a dictionary; with `.local` without the library.
    /// - Parameters:
    ///   - name: what messages call the source.
    ///   - word: how a person types it in a command of the system, where it is a file.
    ///   - length: how many bytes it says it will be; another number is an error of whoever takes them.
    public func unpacked(
        _ kind: Compression, of name: String, typed word: String?, length: Int64? = nil
    ) -> ByteStream {
        let mark = fileDescriptor.flatMap(FileMark.init)
        return ByteStream(length: length, canRestart: canRestart) {
            let source = PackedSource(kind: kind, name: name, word: word, mark: mark)
            return try UnpackingReader(open(), source)
        }
    }
}

/// What is known about compressed data, for messages about it.
struct PackedSource: Sendable {
    let kind: Compression
    let name: String
    let word: String?
    /// The file as it was.
    let mark: FileMark?

    func error(_ fault: DecodingFault, at position: Int64, after count: Int64) -> ImageError {
        if let mark, mark.hasChanged { return ImageError(.integrity, "'\(name)' changed while it was read") }
        let details = ["\(count) bytes were unpacked until there"]
        switch fault {
        case .otherData: return ImageError(.integrity, "'\(name)' is no \(kind) data")
        case .damaged(let reason):
            return ImageError(
                .integrity, "'\(name)' is damaged at byte \(position) of its \(kind) data: \(reason)", details: details,
                hint: check)
        case .cutOff:
            return ImageError(
                .integrity, "'\(name)' is incomplete: its \(kind) data breaks off after byte \(position)",
                details: details, hint: check)
        case .followed:
            return ImageError(
                .integrity, "'\(name)' holds something else behind its \(kind) data, which ends at byte \(position)",
                details: details, hint: word.map { "head -c \(position) \($0) | \(Self.create) --decompress" })
        case .needsMemory(let needed):
            let amount = needed.map { "\($0 >> 20) MiB of memory" } ?? "a larger window"
            let option = kind == .zstd ? " --long=31" : ""
            return ImageError(
                .unsupported,
                "'\(name)' needs \(amount) to be unpacked; no window may have more than \(Compression.windowLimit >> 20) "
                    + "MiB", hint: unpacking(option))
        case .needsDictionary:
            return ImageError(
                .unsupported, "'\(name)' was compressed with a dictionary, which is not in it",
                hint: unpacking(" -D DICTIONARY"))
        case .needsOption:
            return ImageError(
                .unsupported, "'\(name)' was compressed in a way that the \(kind) library here does not know",
                hint: unpacking(""))
        case .noMemory: return ImageError(.local, "no memory is left to unpack '\(name)'")
        case .noLibrary(let reason): return ImageError(.local, "cannot unpack '\(name)': \(reason)")
        }
    }

    private static let create = "imgsh image create NAME --file -"

    /// The format's own program looks at it.
    private var check: String? { word.map { "\(kind) -t \($0)" } }

    private func unpacking(_ option: String) -> String? { word.map { "\(kind) -dc\(option) \($0) | \(Self.create)" } }
}

/// One pass.
private actor UnpackingReader: ByteStream.Reader {
    private let inner: any ByteStream.Reader
    private let source: PackedSource
    private let unpacker: Unpacker

    init(_ inner: any ByteStream.Reader, _ source: PackedSource) throws {
        self.inner = inner
        self.source = source
        do { unpacker = try Unpacker(source.kind) } catch { throw source.error(error, at: 0, after: 0) }
    }

    func next() async throws -> [UInt8]? {
        let (source, unpacker) = (source, unpacker)
        while true {
            try Task.checkCancellation()
            let bytes = try await BlockingWork.run {
                do throws(DecodingFault) { return try unpacker.unpack() } catch {
                    throw source.error(error, at: unpacker.position, after: unpacker.count)
                }
            }
            if !bytes.isEmpty { return bytes }
            if unpacker.isDone { return nil }
            if let chunk = try await inner.next() { unpacker.take(chunk) } else { unpacker.end() }
        }
    }
}
