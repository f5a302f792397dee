internal import BackendKit
internal import CommandKit
internal import FileIO

/// `> file`, `2> file`, `< file` and `<<END`.
extension Interpreter {
    /// Opens what the redirections name.
    /// - Throws: ``LocatedError`` at the one that cannot be opened.
    func open(_ redirections: [Redirection]) async throws -> Redirected {
        var redirected = Redirected()
        for redirection in redirections {
            switch redirection.target {
            case .output(let file, let appends): redirected.output = try await open(file, appends, redirection)
            case .errors(let file, let appends): redirected.errors = try await open(file, appends, redirection)
            case .document(let text): redirected.input = ByteStream(Array(try await self.text(of: text).utf8))
            case .input(let file):
                let path = try await text(of: file)
                do {
                    redirected.input = try await ByteStream.file(at: path)
                } catch let error as ImageError {
                    throw LocatedError(error: error, span: redirection.span)
                }
            }
        }
        return redirected
    }

    private func open(
        _ template: WordTemplate, _ appends: Bool, _ redirection: Redirection
    ) async throws -> RedirectedFile {
        let path = try await text(of: template)
        guard !path.isEmpty else { throw UsageError("a file name cannot be empty", at: redirection.span) }
        do {
            if try isOnlyTold(file: path, appends: appends) { return try RedirectedFile("/dev/null", appends: true) }
            return try RedirectedFile(path, appends: appends)
        } catch let error as ImageError {
            throw LocatedError(error: error, span: redirection.span)
        }
    }

    /// - Throws: ``UsageError`` for a command that reads nothing.
    func checkReading(_ words: [Word]) throws {
        if let first = words.first, !first.isQuoted, functions[first.text] != nil {
            throw UsageError("a function reads no data; a command in it can", at: first.span)
        }
        let names = words.prefix { !$0.isQuoted && !$0.text.hasPrefix("-") && !$0.text.hasPrefix("@") }.map(\.text)
        guard let found = registry.known.command(for: names), !found.command.signature.readsInput else { return }
        throw UsageError("'\(found.command.signature.name)' reads no data", at: words[0].span)
    }
}
