public import BackendKit

/// What a command says about itself.
public struct Signature: Sendable {
    /// What shape the output has, which decides the output options a command takes.
    public enum Output: Sendable, Equatable {
        /// Nothing, or free text.
        case none
        /// Rows: `-f table|json|jsonl|yaml|csv|value`.
        case listing
        /// One thing: `-f table|json|jsonl|yaml|value|shell`.
        case record
    }

    /// Why a command cannot run in the background. The raw value is the reason in words.
    public enum ForegroundReason: String, Sendable {
        case changesSession = "it changes the session"
        case needsTerminal = "it needs the terminal"
    }

    /// What calls it: the same that it is registered by.
    public let commandName: CommandName
    /// One line without a full stop.
    public let summary: String
    /// Paragraphs for the manual.
    public let discussion: [String]
    /// In the order help shows them; the output options follow by themselves.
    public private(set) var parameters: [any Parameter]
    /// What the current backend must be able to do.
    public let capabilities: [AnyCapability]
    public let output: Output
    /// The columns of a listing, or the fields of a record, for completion of `-c`.
    public let columns: [String]
    public let examples: [Example]
    /// Left out of lists of commands.
    public let isHidden: Bool
    /// What it changes that outlives the session. A command that does not say is taken for one that changes something.
    public let changes: Changes
    /// Why it cannot run in the background; `nil` when it can.
    public let foregroundOnly: ForegroundReason?
    /// Whether it takes data of `< file` or `<<END`, as ``CommandContext/pipedInput``.
    public let readsInput: Bool

    public init(
        _ name: CommandName,
        _ summary: String,
        _ parameters: any Parameter...,
        discussion: [String] = [],
        capabilities: [AnyCapability] = [],
        output: Output = .none,
        columns: [String] = [],
        isHidden: Bool = false,
        changes: Changes = .unsaid,
        foregroundOnly: ForegroundReason? = nil,
        readsInput: Bool = false,
        examples: [Example]
    ) {
        commandName = name
        self.summary = summary
        self.discussion = discussion
        self.parameters = parameters
        self.capabilities = capabilities
        self.output = output
        self.columns = columns
        self.isHidden = isHidden
        self.changes = changes
        self.foregroundOnly = foregroundOnly
        self.readsInput = readsInput
        self.examples = examples
    }

    /// A signature that was made of parts at run time.
    public init(
        _ name: CommandName, summary: String, discussion: [String] = [], parameters: [any Parameter],
        output: Output = .none, columns: [String] = [], changes: Changes = .unsaid, examples: [Example] = []
    ) {
        self.init(
            name, summary, discussion: discussion, output: output, columns: columns, changes: changes,
            examples: examples)
        self.parameters = parameters
    }

    /// The name as it is typed.
    public var name: String { commandName.text }
    /// The command's own parameters and those its output brings.
    public var allParameters: [any Parameter] { parameters + OutputParameters.parameters(for: output) }
}

/// A line that works, and what it is for. One test runs them all against the local backend.
public struct Example: Sendable, Equatable {
    public let line: String
    public let purpose: String

    public init(_ line: String, _ purpose: String) {
        self.line = line
        self.purpose = purpose
    }
}
