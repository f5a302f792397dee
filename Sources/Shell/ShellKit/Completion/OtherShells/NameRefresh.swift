internal import BackendKit
internal import FileIO
internal import Glibc
internal import Processes

/// Lists the images of a slow service for the next Tab of another shell: a process that asks itself the same question
/// once more, answers nobody, and waits for as long as it takes.
enum NameRefresh {
    /// Set in the process that lists.
    private static let variable = "IMGSH_NAME_REFRESH"
    /// It ends then, wherever it is.
    private static let seconds: UInt32 = 300

    /// Whether this process lists, and nobody reads what it says.
    static func isOurs(_ environment: BackendEnvironment) -> Bool { environment[variable] != nil }

    /// Begins one. What goes wrong costs names at the next Tab, and nothing else.
    /// - Parameter arguments: what the completion function called us with.
    static func begin(_ arguments: [String]) {
        try? DetachedProgram.start([DetachedProgram.ourselves] + arguments, settings: [variable: "1"])
    }

    /// Asks what the body asks, unless another process is at it, and waits until all lists are there.
    static func run(_ names: BackendNames, kept: KeptNames?, _ body: () async -> Void) async {
        guard let lock = kept?.lock() else { return }
        alarm(seconds)
        await body()
        await names.finish()
        lock.release()
    }
}
