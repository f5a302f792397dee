internal import CProcesses
internal import Glibc

/// A program that goes on after us: in a session of its own, without a terminal, with its streams closed.
public enum DetachedProgram {
    /// Starts it and waits for nothing.
    /// - Parameters:
    ///   - words: the program's path and its arguments.
    ///   - settings: variables that are added to its environment.
    /// - Throws: ``ForegroundProgram/StartError``.
    public static func start(
        _ words: [String], settings: [String: String] = [:]
    ) throws(ForegroundProgram.StartError) {
        _ = try SpawnRequest(words: words, terminal: nil, isDetached: true, settings: settings).start()
    }

    /// The path of this program.
    public static var ourselves: String { "/proc/self/exe" }
}
