internal import BackendKit
internal import CommandKit
internal import FileIO

/// The files that words mean, each once, in the order of the words. A word that is no file, but has `*`, `?` or `[…]`,
/// means every file that fits.
struct FileSelection: Sendable {
    private(set) var files: [FilePath] = []

    /// - Throws: ``LocatedError``, pointing at a pattern that fits no file, or one that cannot be opened. Whether the
    ///   other files are there is seen when they are opened.
    init(_ words: [FilePath], in context: CommandContext) async throws {
        for word in words {
            guard let matches = try await Self.matches(of: word) else {
                add(word)
                continue
            }
            if let first = matches.unnameable.first { throw Self.unnameable(first, matches.unnameable.count, of: word) }
            if matches.others > 0 {
                try context.console.notice("'\(word.text)': \(matches.others) left out that are no files to read")
            }
            guard !matches.files.isEmpty else {
                throw Self.located(ImageError(.notFound, "no file fits '\(word.text)'", hint: "!ls"), at: word)
            }
            for file in matches.files { add(try FilePath(file, at: word.span)) }
        }
    }

    /// - Returns: `nil` when a word may mean several, which is seen only where the files are.
    init?(known words: [FilePath]) {
        guard !words.contains(where: { PathPattern.isPattern($0.text) }) else { return nil }
        for word in words { add(word) }
    }

    /// Leaving such a file out would be to lose it without a word where all of a directory is put into images.
    private static func unnameable(_ name: String, _ count: Int, of word: FilePath) -> LocatedError {
        let files = count == 1 ? "'\(name)', whose name is" : "\(count) files, such as '\(name)', whose names are"
        let error = ImageError(
            .local, "'\(word.text)' fits \(files) no UTF-8, so that no image can be called so; nothing was created",
            hint: "!ls -b")
        return located(error, at: word)
    }

    private static func located(_ error: ImageError, at word: FilePath) -> LocatedError {
        LocatedError(error: error, span: word.span ?? SourceSpan(line: 1, column: 1, length: 1))
    }

    /// - Returns: `nil` when the word means just the file it names.
    static func matches(of word: FilePath) async throws -> PathPattern.Matches? {
        guard PathPattern.isPattern(word.text) else { return nil }
        let text = word.text
        return try await BlockingWork.run {
            try FileStatus.of(text) == nil ? try PathPattern.matches(text) : nil
        }
    }

    private mutating func add(_ file: FilePath) {
        if !files.contains(where: { $0.text.hasSameBytes(as: file.text) }) { files.append(file) }
    }
}

extension FilePath {
    /// - Throws: ``UsageError`` for what cannot be a path.
    init(_ text: String, at span: SourceSpan?) throws(UsageError) {
        do {
            try self.init(word: Word(text, at: span ?? SourceSpan(line: 1, column: 1, length: 1)))
        } catch {
            throw UsageError(error.message, at: span, hint: error.hint)
        }
    }
}
