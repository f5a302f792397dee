/// What a backend may ask the person at the terminal while it works.
public struct BackendQuestions: Sendable {
    /// Whether somebody waits for the work that runs. Off around completions: a question would come in the middle of
    /// the line that is being typed.
    @TaskLocal public static var areWelcome = true

    /// There is nobody to ask.
    public static let none = BackendQuestions(askSecret: nil)

    private let askSecret: (@Sendable (String) async throws -> String?)?

    /// - Parameter secret: asks for what the text names, such as "password for user 'demo'", and shows nothing of the
    ///   answer; `nil` is no answer. Throws `CancellationError` when the person wants the command to end instead.
    public init(secret: @escaping @Sendable (String) async throws -> String?) { self.init(askSecret: secret) }

    private init(askSecret: (@Sendable (String) async throws -> String?)?) { self.askSecret = askSecret }

    /// Whether there is anybody to ask now.
    public var arePossible: Bool { askSecret != nil && Self.areWelcome }

    /// Asks for a secret.
    /// - Parameter name: what is asked for; foreign text in it need not be safe for a terminal.
    /// - Returns: `nil` when there is no answer.
    /// - Throws: `CancellationError` when the person wants the command to end instead.
    public func secret(_ name: String) async throws -> String? {
        guard Self.areWelcome, let askSecret else { return nil }
        return try await askSecret(name)
    }
}
