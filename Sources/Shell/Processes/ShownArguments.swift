internal import CProcesses
internal import Glibc

/// The arguments of this process as the system shows them to every user of the machine, in `ps` and in `/proc`.
public enum ShownArguments {
    /// Puts `***` in the place of what an argument holds, and nothing that tells its length.
    /// - Parameters:
    ///   - index: 0 is the program's name.
    ///   - start: how many bytes before it stay.
    public static func hide(_ index: Int, from start: Int) {
        guard let index = Int32(exactly: index), let argument = cprocesses_argument(index) else { return }
        let count = strlen(argument) - start
        guard start >= 0, count > 0 else { return }
        memset(argument + start, 0, count)
        memset(argument + start, CInt(UInt8(ascii: "*")), min(3, count))
    }
}
