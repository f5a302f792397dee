internal import BackendKit
internal import CommandKit
internal import Decompression
internal import FileIO

/// The data for an upload, and what is known about it before a byte is sent.
struct ImageSource: Sendable {
    /// What messages call it.
    let name: String
    let stream: ByteStream
    let span: SourceSpan?
    /// What is undone on the way; `nil` when the bytes come as they are.
    let compression: Compression?
    /// The name of the file that holds these bytes, or held them before it was compressed: it may say something by its
    /// ending. A stream has none.
    let fileName: String?

    init(
        name: String, stream: ByteStream, span: SourceSpan?, compression: Compression? = nil, fileName: String? = nil
    ) {
        self.name = name
        self.stream = stream
        self.span = span
        self.compression = compression
        self.fileName = fileName
    }

    /// The same bytes, by another stream.
    func with(_ stream: ByteStream) -> ImageSource {
        ImageSource(name: name, stream: stream, span: span, compression: compression, fileName: fileName)
    }

    /// The data with the length that was promised; the backend refuses a stream that does not keep it.
    /// - Parameter size: `nil` where nobody promised one.
    /// - Throws: ``UsageError`` for data that is known to have another length.
    func promising(_ size: Int64?, at place: SourceSpan?) throws(UsageError) -> ImageSource {
        guard let size else { return self }
        guard let length = stream.length else {
            let stream = stream
            return with(ByteStream(length: size, canRestart: stream.canRestart) { try stream.open() })
        }
        guard length == size else {
            throw UsageError("'\(name)' has \(length) bytes, not \(size); nothing was sent", at: place)
        }
        return self
    }

    /// What counts the bytes on their way: those of a compressed file are counted as they come out of it.
    var label: String { compression == nil ? name : "\(name), unpacked" }

    /// What messages say something of: the file, or what is inside.
    var subject: String { compression == nil ? "'\(name)'" : "what is in '\(name)'" }

    /// Sends the data. What is wrong with it, or on this machine, points at the word that names it; what a service says of
    /// the image does not.
    func locatingFaults<Value>(_ send: () async throws -> Value) async throws -> Value {
        do {
            return try await send()
        } catch let error as ImageError where error.code == .local || error.code == .integrity {
            guard let span else { throw error }
            throw LocatedError(error: error, span: span)
        }
    }

    /// Opens the file an option names, or else what was piped in.
    /// - Parameter hint: how standard input is handed over.
    /// - Returns: `nil` when there is neither.
    static func open(
        _ file: FilePath?, or piped: ByteStream?, in context: CommandContext,
        hint: String = "imgsh image create NAME --file - < FILE"
    ) async throws -> ImageSource? {
        if let file, !file.isStandardInput {
            return try await context.located(at: file.span) {
                ImageSource(
                    name: file.text, stream: try await stream(of: file.text, hint: hint), span: file.span,
                    fileName: file.text)
            }
        }
        if let piped, let file { return ImageSource(name: "standard input", stream: piped, span: file.span) }
        // A pipe that nobody asked for and nothing comes by is what many programs give those they start.
        guard let file else {
            return try await piped?.begun().map { ImageSource(name: "standard input", stream: $0, span: nil) }
        }
        // A single command would have had it.
        let isSingle = context.console.surroundings.isInOtherShell
        throw LocatedError(
            error: ImageError(
                .usage,
                isSingle
                    ? "standard input has no data: it is a terminal or a device such as /dev/null, or closed"
                    : "standard input is data for a single command only, not at a prompt, in a script or for -c",
                hint: hint),
            span: file.span ?? SourceSpan(line: 1, column: 1, length: 1))
    }

    /// - Parameter hint: how standard input is handed over.
    /// - Throws: as ``ByteStream/file(at:)``; of a disk it says how its data can come.
    private static func stream(of path: String, hint: String) async throws -> ByteStream {
        do {
            return try await ByteStream.file(at: path)
        } catch var error as ImageError where error.code == .usage {
            if try FileStatus.of(path)?.kind == .blockDevice {
                error.hint = hint.replacing("FILE", with: Quoting.word(path))
            }
            throw error
        }
    }
}
