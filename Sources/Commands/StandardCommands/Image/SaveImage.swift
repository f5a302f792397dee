internal import BackendKit
internal import CommandKit
internal import FileIO

/// `image save`
struct SaveImage: Command {
    let image = Positional("image", of: ImageReference.self, help: "Name or ID of the image")
    let file = Option<FilePath>("--file", value: "filename", help: "Where to write; '-' is standard output")
    let storePreference = RepeatedOption<String>(
        "--store-preference", value: "store", completion: .stores,
        help: "Read the data from this store if it is there; may be repeated, the first one first")
    let prefer = Option<String>(
        "--prefer", value: "store,…", completion: .stores, help: "Several, as the glance client says it")
    let force = Flag("--force", help: "Replace a file that exists")
    let progress = Flag("--progress", help: "Accepted for the glance client's sake; a terminal always shows it")

    var signature: Signature {
        Signature(
            "image save", "Save an image's data to a file", image, file, storePreference,
            prefer, force, progress,
            secondNames: ["image-download"],
            discussion: [
                "The file appears under its name only when it is complete, verified and on disk; until then nothing "
                    + "is there, or what was there before. Without --file the data goes to standard output, but never "
                    + "to a terminal."
            ],
            capabilities: [AnyCapability(.downloading)],
            examples: [
                Example("image save cirros --file cirros.img", "Into a new file"),
                Example("save cirros --file cirros.img --force", "Over an old one"),
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let target = try await context.locate(call[image])
        let source = try DataSource(
            of: target, preferring: call[storePreference] + (call[prefer]?.split(separator: ",").map(String.init) ?? [])
        )
        if let path = call[file], !path.isStandardStream {
            try await context.located(at: path.span) {
                try await save(target.image, to: path.text, replacing: call[force], from: source, in: context)
            }
        } else {
            try await stream(target, from: source, in: context)
        }
    }

    private func save(
        _ image: Image, to path: String, replacing: Bool, from source: DataSource, in context: CommandContext
    ) async throws {
        // The destination is looked at first, so that nothing is read in vain.
        let destination = try AtomicFile(path: path, replacing: replacing, label: String(image.id.rawValue.prefix(8)))
        do {
            try destination.reserve(image.size ?? 0)
            try await source.withData(of: image.id) { data in
                let line = context.console.progress("saving \(image.label)", of: data.length ?? image.size)
                defer { line.finish() }
                let reader = try data.metered { line.advance($0) }.open()
                while let chunk = try await reader.next() {
                    try await BlockingWork.run { try destination.append(chunk) }
                }
            }
            try await BlockingWork.run { try destination.commit() }
        } catch {
            destination.discard()
            throw error.adding("nothing was written to '\(path)'")
        }
    }

    /// Bytes leave before they could be verified; what is wrong shows in the status.
    private func stream(_ target: LocatedImage, from source: DataSource, in context: CommandContext) async throws {
        guard !context.console.surroundings.outputIsTerminal else {
            throw UsageError(
                "image data does not go to a terminal", hint: "image save \(target.word) --file FILE")
        }
        let output = context.console.output
        try await source.withData(of: target.id) { data in
            let reader = try data.open()
            while let chunk = try await reader.next() { try output.write(chunk) }
        }
        try output.flush()
    }
}
