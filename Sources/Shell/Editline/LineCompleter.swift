/// One way to go on from the word at the cursor.
public struct CompletionCandidate: Sendable, Equatable {
    /// Exactly what replaces the word, quoted the way the shell reads it back.
    public var insertion: String
    /// What a list of candidates shows. It may hold any character; the editor makes it harmless.
    public var display: String
    /// A few words shown beside ``display``.
    public var detail: String?
    /// Whether the word is done, so that a space follows it; `false` for directories and `--name=`.
    public var isFinal: Bool

    /// A candidate that shows as `display`, or as its own insertion.
    public init(insertion: String, display: String? = nil, detail: String? = nil, isFinal: Bool = true) {
        self.insertion = insertion
        self.display = display ?? insertion
        self.detail = detail
        self.isFinal = isFinal
    }
}

/// What a completer found for one position in a line.
public struct CompletionAnswer: Sendable, Equatable {
    /// How many Unicode scalars left of the cursor a candidate replaces.
    public var replacing: Int
    /// The candidates, in the order in which a list shows them.
    public var candidates: [CompletionCandidate]
    /// Whether the candidates begin with what was typed. Those that do not are listed, so that what was typed stays
    /// until one is left.
    public var continuesWord: Bool
    /// Whether there are more than these; what these have in common, all of them have then.
    public var isCut: Bool

    /// An answer; without arguments, that there is nothing to offer.
    public init(
        replacing: Int = 0, candidates: [CompletionCandidate] = [], continuesWord: Bool = true, isCut: Bool = false
    ) {
        self.replacing = replacing
        self.candidates = candidates
        self.continuesWord = continuesWord
        self.isCut = isCut
    }
}

/// Knows what may stand at a position of a line.
///
/// The editor asks on Tab and waits for a moment only; its task is cancelled when it stops waiting.
public protocol LineCompleter: Sendable {
    /// Finds what may follow or complete `textBeforeCursor`.
    func complete(_ textBeforeCursor: String) async -> CompletionAnswer
}

/// A completer that has nothing to offer.
public struct NoCompletion: LineCompleter {
    /// The one there is.
    public init() {}

    /// Offers nothing.
    public func complete(_ textBeforeCursor: String) async -> CompletionAnswer { CompletionAnswer() }
}
