/// What a command may ask of the shell.
public protocol ShellControl: Sendable {
    /// Runs the lines of a file in this session.
    /// - Parameters:
    ///   - arguments: `$1`, `$2` … of the file.
    ///   - console: of the command that asks for it.
    /// - Throws: ``SilentFailure`` with the status of the line that stopped it, already reported.
    func source(_ path: String, arguments: [String], on console: Console) async throws
    /// Ends the shell after this command.
    func exit(_ status: ExitStatus?) async
    /// - Throws: ``UsageError`` where what runs cannot end the shell: beside others in 'parallel'.
    func checkExit() async throws
    /// The words an alias stands for, by name.
    func aliases() async -> [(name: String, line: String)]
    /// - Throws: ``UsageError`` when the name is taken by a command or cannot be a name.
    func setAlias(_ name: String, to line: String) async throws
    /// - Returns: whether there was one.
    func removeAlias(_ name: String) async -> Bool
    /// The lines typed so far, oldest first.
    func history() async -> [String]
    /// Forgets what was typed, in memory and on disk.
    func clearHistory() async throws
    /// Hands a text to the person's editor.
    /// - Returns: what was saved, without the line ends behind it; `nil` when nothing was.
    /// - Throws: ``ImageError`` when the editor fails.
    func edit(_ text: String) async throws -> String?
    /// Runs the text after this command, as if it had been typed.
    func enter(_ text: String) async
    /// Writes what is typed from now on into a new file, as a script.
    /// - Parameter overwriting: whether a file that is there may go.
    /// - Throws: ``ImageError``.
    func record(to path: String, overwriting: Bool) async throws
    /// Writes nothing more of it.
    /// - Returns: the file; `nil` when nothing was recorded.
    func stopRecording() async -> String?
    /// The file that what is typed goes into.
    var recording: String? { get async }
    /// Runs the commands of a transcript and compares what they give with what stands in it.
    /// - Parameter updating: whether the file is to say what they gave.
    /// - Throws: ``ImageError``; ``SilentFailure`` when something was different, which is reported.
    func replay(_ path: String, updating: Bool, on console: Console) async throws
    /// Runs a program of the system with the terminal, with the command's output for its own.
    /// - Throws: ``ImageError`` when it cannot be started.
    func run(_ program: ProgramRequest, on console: Console) async throws -> ExitStatus
    /// Runs the words of a command, with this for its output, and reports there what goes wrong.
    /// - Throws: ``UsageError`` when the words are no command, `CancellationError`, and ``OutputClosed``.
    func run(_ words: [Word], on console: Console) async throws -> ExitStatus
    /// The command lines that run in the background.
    var jobs: any JobControl { get }
}
