/// An image as a user names it: `cirros`, `glance@prod//cirros`. ``CommandContext/locate(_:)`` finds it.
public struct ImageReference: ArgumentValue, Equatable {
    public let text: String
    /// Where it was typed, so that an error can point at it.
    public let span: SourceSpan?

    public init(_ text: String, at span: SourceSpan? = nil) {
        self.text = text
        self.span = span
    }

    public init(word: Word) throws(ArgumentProblem) {
        try self.init(argument: word.text, at: word.span)
    }

    public init(argument: String) throws(ArgumentProblem) { try self.init(argument: argument, at: nil) }

    private init(argument: String, at span: SourceSpan?) throws(ArgumentProblem) {
        guard !argument.isEmpty else { throw ArgumentProblem("an image needs a name or an ID, not an empty word") }
        self.init(argument, at: span)
    }

    public static var completion: CompletionSource { .images }
}
