internal import BackendKit
public import CommandKit
internal import Glibc

/// Where a shell's words go, and what is known about who reads them.
public struct ShellStreams: Sendable {
    public let output: any TextSink
    public let errors: any TextSink
    public let surroundings: Console.Surroundings
    /// Puts a question to the person at the terminal; `nil` is no answer.
    public let ask: @Sendable (String) async throws -> String?
    /// Asks the person at the terminal for the secret that the text names, and shows nothing of it; `nil` when there
    /// is no person.
    public let askSecret: (@Sendable (String) async throws -> String?)?
    /// How long the completion function of another shell waits for an answer.
    public let completionPatience: Duration

    public init(
        output: any TextSink, errors: any TextSink, surroundings: Console.Surroundings = Console.Surroundings(),
        ask: @escaping @Sendable (String) async throws -> String? = { _ in nil },
        askSecret: (@Sendable (String) async throws -> String?)? = nil,
        completionPatience: Duration = .milliseconds(1500)
    ) {
        self.output = output
        self.errors = errors
        self.surroundings = surroundings
        self.ask = ask
        self.askSecret = askSecret
        self.completionPatience = completionPatience
    }

    /// The standard streams of this process.
    public static func process(_ environment: [String: String]) -> ShellStreams {
        ShellStreams(
            output: DescriptorSink(1, label: "standard output", isBuffered: true),
            errors: DescriptorSink(2, label: "standard error", isBuffered: false),
            surroundings: Surroundings.ofProcess(BackendEnvironment(variables: environment)),
            ask: TerminalQuestion.ask, askSecret: isatty(0) == 1 ? TerminalQuestion.askSecret : nil)
    }
}
