internal import BackendKit
internal import CommandKit
internal import FileIO

/// What the words of `image create` mean: one image by a name, with data or without, or an image of each of several
/// files.
enum CreationWords: Sendable {
    /// As the openstack client reads them.
    case one(name: String, file: FilePath?)
    case each([NamedFile])

    /// - Parameters:
    ///   - words: by their places. One is a name; several, which would mean nothing, are files.
    ///   - name: what `--name` says.
    ///   - files: what `--file` says, each time.
    /// - Precondition: they passed ``check(_:name:files:)``.
    /// - Throws: ``UsageError``, or ``LocatedError`` for a pattern that fits no file, or one that cannot be opened.
    init(_ words: [Word], name: String?, files: [FilePath], in context: CommandContext) async throws {
        if words.count > 1 {
            let files = try await FileSelection(words.map { try FilePath($0.text, at: $0.span) }, in: context).files
            guard try await Self.isAnyThere(files) else {
                throw UsageError(
                    "'image create' has no place for '\(words[1].text)': one word is a name, several are files, and "
                        + "none of these is there", at: words[1].span, hint: Self.hint(words))
            }
            if words.count == 2, files.count == 2, !files[0].isStandardInput,
                try await !Self.isAnyThere([files[0]])
            {
                throw UsageError(
                    "there is no file '\(words[0].text)': two words are two files; nothing was created",
                    at: words[0].span,
                    hint: "image create \(Quoting.word(words[0].text)) --file \(Quoting.word(words[1].text))")
            }
            self = try Self.each(of: files)
        } else if files.isEmpty, name == nil, let word = words.first, let pattern = try await Self.pattern(word) {
            self = try Self.each(of: try await FileSelection([pattern], in: context).files)
        } else if words.isEmpty, name == nil, let file = files.first {
            let isPattern = try await FileSelection.matches(of: file) != nil
            guard files.count == 1, !isPattern, !file.isDescriptor else {
                self = try Self.each(of: try await FileSelection(files, in: context).files)
                return
            }
            self = .one(name: NamedFile(file).imageName, file: file)
        } else {
            let file = try Self.onlyFile(of: try await FileSelection(files, in: context).files)
            self = .one(name: try Self.imageName(words, name), file: file)
        }
    }

    /// Finds what is wrong with them whatever files there are.
    static func check(_ words: [Word], name: String?, files: [FilePath]) throws(UsageError) {
        if words.count > 1, !files.isEmpty || name != nil {
            throw UsageError(
                "'\(words[1].text)' is one word too many beside \(files.isEmpty ? "--name" : "--file")",
                at: words[1].span, hint: hint(words))
        }
        if files.isEmpty {
            _ = try imageName(words, name)
            // What another shell makes of `<(…)` is never meant for a name.
            let stream = words.first.flatMap { try? FilePath($0.text, at: $0.span) }
            if let stream, stream.isDescriptor, !stream.isStandardInput { try checkNames(of: [stream]) }
        } else if words.isEmpty, name == nil {
            try checkNames(of: files)
            if let known = FileSelection(known: files) { _ = try each(of: known.files) }
        } else if let known = FileSelection(known: files) {
            _ = try onlyFile(of: known.files)
        }
    }

    private static func onlyFile(of files: [FilePath]) throws(UsageError) -> FilePath? {
        guard files.count < 2 else {
            throw UsageError(
                "\(files.count) files cannot all be one image", at: files.last?.span,
                hint: "leave the name out: each image is called as its file is")
        }
        return files.first
    }

    private static func imageName(_ words: [Word], _ name: String?) throws(UsageError) -> String {
        guard let name = words.first?.text ?? name else {
            throw UsageError("'image create' needs <image-name>", hint: "image create NAME --file FILE")
        }
        return name
    }

    /// An image that is called as its file is needs a file.
    private static func checkNames(of files: [FilePath]) throws(UsageError) {
        guard let stream = files.first(where: \.isDescriptor) else { return }
        let (way, word) =
            stream.isStandardInput ? ("standard input", "-") : ("'\(stream.text)'", Quoting.word(stream.text))
        throw UsageError(
            "what comes by \(way) has no name", at: stream.span, hint: "image create NAME --file \(word)")
    }

    /// For whoever means a name of several words.
    private static func hint(_ words: [Word]) -> String {
        "image create \(Quoting.word(words.map(\.text).joined(separator: " "))) --file FILE"
    }

    private static func each(of files: [FilePath]) throws(UsageError) -> CreationWords {
        try checkNames(of: files)
        return .each(try NamedFile.all(files))
    }

    /// Whoever means a name of two words has no such files.
    private static func isAnyThere(_ files: [FilePath]) async throws -> Bool {
        try await BlockingWork.run { files.contains { (try? FileStatus.of($0.text)) != nil } }
    }

    /// A name may hold `*`; but one that fits files here means those.
    private static func pattern(_ word: Word) async throws -> FilePath? {
        guard let path = try? FilePath(word.text, at: word.span),
            let matches = try await FileSelection.matches(of: path),
            !matches.files.isEmpty || !matches.unnameable.isEmpty
        else { return nil }
        return path
    }
}
