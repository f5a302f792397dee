internal import BackendKit
internal import CommandKit
internal import Transfers

/// Saves an image to standard output. Bytes leave before they could be verified; what is wrong shows in the status.
struct SaveToOutput: Sendable {
    let options: Download.Options
    let context: CommandContext

    func run(_ target: LocatedImage) async throws {
        let image = target.image
        guard !context.console.surroundings.outputIsTerminal else {
            throw UsageError(
                "image data does not go to a terminal", hint: "image save \(target.word) --file FILE")
        }
        if options.hashRequired, image.hash == nil, image.checksum == nil {
            throw ImageError(
                .integrity, "the data of '\(image.label)' cannot be verified: the service holds no hash of it")
        }
        let source = try DataSource(of: target, preferring: options.stores)
        let (output, limit) = (context.console.output, options.limit)
        let line = context.console.progress("saving \(image.label)", of: image.size)
        defer { line.finish() }
        try await source.withData(of: image.id) { data in
            let reader = try data.limited(by: limit).open()
            while let chunk = try await reader.next() {
                try output.write(chunk)
                line.advance(chunk.count)
            }
        }
        try output.flush()
    }
}
