/// A command that knows, before anything is changed, more of what it would fail with than whether its files are there.
public protocol RehearsingCommand: Command {
    /// Finds what a run of this call would fail with, as far as files and backends tell without being changed.
    ///
    /// A dry run asks before it says what would be done, when the images that are named are there.
    /// - Returns: what the run would end with after a part of its work; what is wrong with the rest was reported.
    /// - Throws: what the run would fail with, having done nothing.
    func rehearse(_ call: Call, in context: CommandContext) async throws -> ExitStatus
}
