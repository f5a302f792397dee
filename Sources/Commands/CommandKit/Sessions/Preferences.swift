internal import Synchronization

/// How the person at the prompt likes things, and how scripts run.
public final class Preferences: Sendable {
    /// All of them, as they are at one moment.
    public struct Values: Sendable, Equatable {
        /// Earlier lines and arguments are suggested behind the line.
        public var suggests = true
        /// The line is coloured while it is typed.
        public var highlights = true
        public var keys = EditingKeys.editrc
        public var prompt = PromptTemplate.standard
        public var rightPrompt = PromptTemplate.none
        /// Output that is longer than the screen goes through a pager.
        public var pages = true
        public var layout = TableLayout.automatic
        /// A script goes on after a command that fails.
        public var goesOnAfterErrors = false
        /// What would change something is told and not done.
        public var isDryRun = false
        /// Each command is shown before it runs.
        public var echoes = false
        /// Directories with plugins, separated by colons; `nil` is the standard one.
        public var pluginPath: String?

        public init() {}
    }

    private let values = Mutex(Values())

    public init() {}

    public var now: Values { values.withLock { $0 } }

    public func change(_ body: (inout Values) -> Void) { values.withLock { body(&$0) } }
}

/// Which keys edit the line.
public enum EditingKeys: String, Sendable, CaseIterable {
    case emacs, vi
    /// As the user's file for libedit says.
    case editrc
}

/// How rows are laid out on a terminal.
public enum TableLayout: String, Sendable, CaseIterable {
    /// A table where it can be read, else one field a line.
    case automatic = "auto"
    case table, vertical
}
