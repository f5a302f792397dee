/// What is drawn around a line while it is edited: how its parts look, and what could follow.
public struct LineAdvice: Sendable, Equatable {
    /// A part of the line in one style.
    public struct Span: Sendable, Equatable {
        /// Unicode scalars of the line.
        public var range: Range<Int>
        public var style: Prompt.Style

        public init(_ range: Range<Int>, _ style: Prompt.Style) {
            self.range = range
            self.style = style
        }
    }

    /// Parts that do not overlap; everything else is plain.
    public var spans: [Span]
    /// What the line still wants, such as `<image>`: shown in grey behind it when no earlier line goes on like it.
    public var placeholder: String

    public init(spans: [Span] = [], placeholder: String = "") {
        self.spans = spans
        self.placeholder = placeholder
    }
}

/// Knows the language of the lines.
///
/// It is asked on the editor's thread while keys come, so it must answer at once and wait for nobody.
public protocol LineAdviser: Sendable {
    /// - Parameters:
    ///   - line: the line as it stands.
    ///   - earlier: the lines of the same command that were entered before it, with their line ends.
    func advice(on line: String, after earlier: String) -> LineAdvice
    /// What may stand at the end of a text, for the key `?`.
    /// - Returns: `nil` where `?` is a character like others.
    func explanation(of text: String) -> [CompletionCandidate]?
}

/// An adviser that has nothing to say.
public struct NoAdvice: LineAdviser {
    public init() {}

    public func advice(on line: String, after earlier: String) -> LineAdvice { LineAdvice() }
    public func explanation(of text: String) -> [CompletionCandidate]? { nil }
}
