public import BackendKit

/// A mistake in the words of a command. Nothing was sent or touched.
public struct UsageError: Error, Sendable, Equatable {
    /// Lower case, no full stop, the user's words in quotes.
    public var message: String
    /// The words to underline.
    public var span: SourceSpan?
    /// What to type instead.
    public var hint: String?

    public init(_ message: String, at span: SourceSpan? = nil, hint: String? = nil) {
        self.message = message
        self.span = span
        self.hint = hint
    }
}

/// An error of a backend or a file, and the words that led to it.
public struct LocatedError: Error, Sendable {
    public let error: ImageError
    public let span: SourceSpan

    public init(error: ImageError, span: SourceSpan) {
        self.error = error
        self.span = span
    }
}
