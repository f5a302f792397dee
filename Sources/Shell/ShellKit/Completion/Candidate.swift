internal import BackendKit

/// Something that may stand at the cursor.
struct Candidate: Sendable, Equatable {
    /// The word, without quotes.
    var word: String
    /// What it is, for the list.
    var detail: String?
    /// Shown instead of the word.
    var display: String?
    /// Whether the word is complete; a directory and `--name=` are not.
    var isFinal = true
    /// The same as a full path, for one that begins with `~/`.
    var expanded: String?
}

extension [Candidate] {
    /// Those that begin with the text; when none does, those that hold it, in upper or lower case.
    func fitting(_ text: String) -> [Candidate] {
        let beginning = filter { $0.word.begins(with: text) }
        guard beginning.isEmpty, !text.isEmpty else { return beginning }
        let text = text.lowercased()
        return filter { $0.word.lowercased().contains(text) }
    }

    func inByteOrder() -> [Candidate] { sorted { $0.word.precedesInBytes($1.word) } }
}

extension String {
    /// By bytes, or with accents written in another way.
    func begins(with text: String) -> Bool { utf8.starts(with: text.utf8) || hasPrefix(text) }
}

/// What may stand at one place.
struct Offer: Sendable, Equatable {
    var candidates: [Candidate] = []
    /// Stands before each candidate and stays as it is, such as `--file=`, unquoted.
    var keeps = ""
    /// Whether there are more than these; the last candidate is the last of all then.
    var isCut = false
    /// Whether everything that fits is here, or will be in a moment.
    var isWhole = true
}

/// What may stand at the end of a line.
struct CompletionResult: Sendable, Equatable {
    /// Scalars left of the cursor that a candidate replaces.
    var replacing = 0
    var offer = Offer()
    /// Whether the candidates go on from what was typed. Those that only hold it replace it, and are chosen from a list.
    var continuesWord = true
}
