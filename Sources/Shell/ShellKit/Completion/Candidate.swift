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
}

/// What may stand at the end of a line.
struct CompletionResult: Sendable, Equatable {
    /// Scalars left of the cursor that a candidate replaces.
    var replacing: Int
    /// Stands before each candidate and stays as it is, such as `--file=`.
    var keeps = ""
    var candidates: [Candidate]
}
