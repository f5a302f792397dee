internal import BackendKit
internal import CommandKit
internal import Transfers

/// An unfinished transfer as `transfer list` shows it, or the beginning of its ID.
struct TransferReference: ArgumentValue, Equatable {
    let text: String
    let span: SourceSpan?

    init(argument: String) throws(ArgumentProblem) {
        try self.init(word: Word(argument, at: SourceSpan(line: 1, column: 1, length: 1)))
    }

    init(word: Word) throws(ArgumentProblem) {
        guard !word.text.isEmpty, word.text.allSatisfy(\.isHexDigit) else {
            throw ArgumentProblem("'\(word.text)' is no ID of a transfer", hint: "transfer list")
        }
        text = word.text.lowercased()
        span = word.span
    }

    static var completion: CompletionSource { .asked(words) }

    /// Those that there are, except what was given already.
    @Sendable private static func words(
        _ question: CompletionQuestion
    ) throws -> [(word: String, description: String)] {
        guard let journal = TransferJournal(question.session.environment) else { return [] }
        return try UnfinishedTransfer.all(in: journal).filter { !question.arguments.contains($0.id) }
            .map { ($0.id, $0.description) }
    }
}

extension TransferJournal {
    /// The journal of a session.
    /// - Throws: ``ImageError`` with code `.local` when nobody knows where it is.
    static func required(in context: CommandContext) throws -> TransferJournal {
        if let journal = TransferJournal(context.session.environment) { return journal }
        throw ImageError(.local, "there is no place for a journal of transfers: HOME is not set")
    }

    /// Those the references name, each once; all when there are none.
    /// - Throws: ``LocatedError`` for one that names no transfer, or several.
    func unfinished(_ references: [TransferReference]) throws -> [UnfinishedTransfer] {
        let all = try UnfinishedTransfer.all(in: self)
        guard !references.isEmpty else { return all }
        var chosen: [UnfinishedTransfer] = []
        for reference in references {
            let found = all.filter { $0.id.hasPrefix(reference.text) }
            guard found.count == 1 else {
                let error =
                    found.isEmpty
                    ? ImageError(.notFound, "no unfinished transfer '\(reference.text)'", hint: "transfer list")
                    : ImageError(.ambiguous, "'\(reference.text)' is the beginning of \(found.count) IDs")
                guard let span = reference.span else { throw error }
                throw LocatedError(error: error, span: span)
            }
            if !chosen.contains(where: { $0.id == found[0].id }) { chosen.append(found[0]) }
        }
        return chosen
    }
}
