internal import BackendKit
internal import CommandKit
internal import FileIO

/// The data for an upload, and what is known about it before a byte is sent.
struct ImageSource: Sendable {
    /// What messages call it.
    let name: String
    let stream: ByteStream
    let span: SourceSpan?

    /// Opens the file an option names, or else what was piped in.
    /// - Parameter hint: how standard input is handed over.
    /// - Returns: `nil` when there is neither.
    static func open(
        _ file: FilePath?, or piped: ByteStream?, in context: CommandContext,
        hint: String = "imgsh image create NAME --file - < FILE"
    ) async throws -> ImageSource? {
        if let file, !file.isStandardStream {
            return try await context.located(at: file.span) {
                ImageSource(name: file.text, stream: try await ByteStream.file(at: file.text), span: file.span)
            }
        }
        if let piped { return ImageSource(name: "standard input", stream: piped, span: file?.span) }
        guard let file else { return nil }
        throw LocatedError(
            error: ImageError(
                .usage, "standard input holds the commands, not an image", hint: hint),
            span: file.span ?? SourceSpan(line: 1, column: 1, length: 1))
    }
}
