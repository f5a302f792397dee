internal import CommandKit

/// What the program was asked to do.
struct ProcessArguments: Sendable, Equatable {
    enum Task: Sendable, Equatable {
        /// Prompt, or standard input as a script when it is no terminal.
        case lines
        /// `-c TEXT ARGUMENT…`
        case text(String, arguments: [String])
        /// `FILE.imgsh ARGUMENT…`, `DIRECTORY/FILE ARGUMENT…` or `-f FILE ARGUMENT…`; `-` is standard input.
        case script(String, arguments: [String])
        /// Plain arguments are one command.
        case words([String])
        case version
        case help
        /// `--manual`: the manual page in roff.
        case manual
        /// `--language`: the page about the language, in Markdown.
        case language
        /// `__complete …`: what may stand at the end of a line.
        case complete(CompletionRequest)
    }

    var task = Task.lines
    /// `--backend`
    var backend: String?
    /// `--norc` says no.
    var readsStartFile = true
    /// `--rcfile`: another start file than the standard one.
    var startFile: String?
    /// `--os-…`, `--debug` and the like, by the names of the variables they stand for.
    var settings: [String: String] = [:]
    /// `-q`
    var isQuiet = false
    /// `-i`: a prompt after `-c` or a script.
    var staysInteractive = false
    /// `--check`: the script is read and nothing of it is run.
    var onlyChecks = false
    /// `--dry-run`
    var isDryRun = false
    /// `--echo`
    var echoes = false
    /// The client whose name the program was called by.
    var dialect: Dialect?
    /// Whether a person gets a prompt, if there is a terminal.
    var hasPrompt: Bool { task == .lines || staysInteractive }

    /// The options with their help, for `--help` and the manual.
    static let options: [(left: String, right: String)] =
        [
            ("-c TEXT", "Run the text and end; words behind it are its arguments: $1, $2 and so on"),
            ("-f FILE", "Run a script and end; '-' is standard input"),
            ("-i", "Go on with a prompt after -c or a script"),
            ("--backend ADDRESS", "Begin with this backend: local, local:/srv/images, glance@CLOUD:REGION"),
            ("--check", "Say all that is wrong with a script or the text of -c, and run nothing"),
            ("--dry-run", "Say what commands would change, and change nothing"),
            ("--echo", "Show each command on standard error before it runs"),
            ("--norc", "Begin without the start file"),
            ("--rcfile FILE", "Before the first prompt, read this file instead of the start file"),
            ("-q, --quiet", "No notices and no progress; errors and data only; also behind any command"),
            ("--version", "Print the version"),
            ("-h, --help", "Print this"),
        ] + GlobalOptions.help

    init() {}

    /// Takes what there is to do.
    /// - Throws: ``UsageError`` when something else is to be done already; only help and the version come before all.
    private mutating func take(_ task: Task) throws(UsageError) {
        switch self.task {
        case .version, .help: return
        case .lines: self.task = task
        default:
            guard task != .version, task != .help else { return self.task = task }
            throw UsageError(
                "-c, -f and a command cannot be used together: imgsh runs one text, one file or one command",
                hint: "imgsh -c 'image list; image show x'")
        }
    }

    /// - Parameter arguments: without the program's name.
    /// - Throws: ``UsageError``.
    init(_ arguments: [String]) throws(UsageError) {
        var rest: ArraySlice<String>
        do {
            let taken = try GlobalOptions.take(from: arguments, beside: .imgsh)
            settings = taken.settings
            rest = taken.rest[...]
        } catch {
            throw error.error("imgsh")
        }
        func value(_ option: String) throws(UsageError) -> String {
            guard let value = rest.popFirst() else { throw UsageError("\(option) needs a value", hint: "imgsh --help") }
            return value
        }
        while let word = rest.popFirst() {
            switch word {
            case "-c", "--command": try take(.text(try value(word), arguments: []))
            case "-f", "--file":
                try take(.script(try value(word), arguments: Array(rest)))
                rest = []
            case "-i", "--interactive": staysInteractive = true
            case "--backend": backend = try value(word)
            case _ where word.hasPrefix("--backend="): backend = String(word.dropFirst("--backend=".count))
            case "--check": onlyChecks = true
            case "--dry-run": isDryRun = true
            case "--echo": echoes = true
            case "--norc": readsStartFile = false
            case "--rcfile": startFile = try value(word)
            case _ where word.hasPrefix("--rcfile="): startFile = String(word.dropFirst("--rcfile=".count))
            case "-q", "--quiet": isQuiet = true
            // For the openstack client's sake: it would tell more of itself.
            case "-v", "--verbose", "--os-beta-command": break
            case "--version": try take(.version)
            case "-h", "--help": try take(.help)
            case "--manual": try take(.manual)
            case "--language": try take(.language)
            case "__complete":
                task = .complete(CompletionRequest(Array(rest)))
                rest = []
            case _ where !word.hasPrefix("-") || word == "-" || word == "--":
                try take(words: [word] + rest)
                rest = []
            default:
                let known = Self.options.flatMap {
                    $0.left.split(separator: ",").map { String($0.prefix { $0 != " " }) }
                }
                throw UsageError(
                    "imgsh has no option '\(word)'", hint: Suggestion.nearest(to: word, in: known) ?? "imgsh --help")
            }
        }
        try checkTask()
    }

    /// Takes the words that are no options.
    private mutating func take(words: [String]) throws(UsageError) {
        if case .text(let text, _) = task {
            task = .text(text, arguments: Array(words.first == "--" ? words.dropFirst() : words[...]))
            return
        }
        guard let first = words.first, first != "--" else {
            throw UsageError("'--' stands before the arguments of -c TEXT", hint: "imgsh --help")
        }
        guard !Self.isScript(first) else { return try take(.script(first, arguments: Array(words.dropFirst()))) }
        try take(.words(words))
    }

    /// Whether this first word means a script: it is called by its path, as the system does when its first line names
    /// imgsh. A command for another backend has an address that may hold a slash.
    static func isScript(_ word: String) -> Bool {
        word == "-" || !word.hasPrefix("@") && (word.contains("/") || word.hasSuffix(".imgsh"))
    }

    /// - Throws: ``UsageError`` when there is nothing to check.
    private func checkTask() throws(UsageError) {
        guard onlyChecks else { return }
        switch task {
        case .text, .script: return
        default: throw UsageError("--check needs a script", hint: "imgsh --check FILE.imgsh")
        }
    }
}
