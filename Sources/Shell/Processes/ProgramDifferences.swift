internal import CProcesses
internal import Glibc

/// What a program gets otherwise than the programs of the system do.
public struct ProgramDifferences: Sendable {
    /// Variables that are not in its environment, whatever is in ours.
    public var removedSettings: [String] = []
    /// Descriptors of ours by the numbers the program has them under.
    public var descriptors: [Int32: Int32] = [:]
    /// Whether the program gets no other descriptors but these and the standard streams.
    public var closesOthers = false
    /// Whether it has a process group of its own also without a terminal, so that it is interrupted by us alone.
    public var hasOwnGroup = false

    public init() {}

    /// Adds to the actions what the program does with descriptors before it runs.
    /// - Returns: descriptors to be closed when it has started.
    func inherit(in actions: inout posix_spawn_file_actions_t) -> [Int32] {
        var copies: [Int32] = []
        let numbers = descriptors.keys.sorted()
        let first = max(2, numbers.last ?? 2) + 1
        // Above all the numbers that are given out: one must not be overwritten before it was taken.
        for number in numbers {
            guard let descriptor = descriptors[number] else { continue }
            let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, max(64, first))
            guard copy >= 0 else { continue }
            copies.append(copy)
            posix_spawn_file_actions_adddup2(&actions, copy, number)
        }
        if closesOthers { _ = cprocesses_close_from(&actions, first) }
        return copies
    }
}
