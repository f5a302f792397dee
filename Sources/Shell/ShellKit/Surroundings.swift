internal import BackendKit
internal import CommandKit
internal import FileIO
internal import Glibc

/// What can be known about the terminal, or its absence.
enum Surroundings {
    static func ofProcess(_ environment: BackendEnvironment) -> Console.Surroundings {
        var surroundings = Console.Surroundings()
        surroundings.outputIsTerminal = isatty(1) == 1
        surroundings.errorsAreTerminal = isatty(2) == 1 && !isDumb(environment["TERM"])
        surroundings.isInteractive = isatty(0) == 1 && isatty(2) == 1
        surroundings.usesColor = surroundings.errorsAreTerminal && environment["NO_COLOR"] == nil
        surroundings.columns = columns
        surroundings.rows = rows
        return surroundings
    }

    /// Whether a terminal of this kind can only write one row below the other. Without a description nobody knows what it
    /// can do.
    static func isDumb(_ terminal: String?) -> Bool { [nil, "dumb"].contains(terminal) }

    /// Rows of the terminal; 24 when there is none.
    @Sendable static func rows() -> Int {
        for descriptor: Int32 in [1, 2, 0] {
            var size = winsize()
            if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0 { return Int(size.ws_row) }
        }
        return 24
    }

    /// Cells of a row of the terminal; 80 when there is none.
    @Sendable static func columns() -> Int {
        for descriptor: Int32 in [1, 2, 0] {
            var size = winsize()
            if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
        }
        return getenv("COLUMNS").flatMap { Int(String(cString: $0)) }.map { max(20, $0) } ?? 80
    }
}

/// What was piped into `imgsh image create NAME`: image data, but only where standard input cannot be commands.
enum PipedInput {
    /// - Returns: `nil` unless the program was called with plain arguments, and standard input is a pipe, a file or a disk.
    static func stream(for request: ProcessArguments) -> ByteStream? {
        guard case .words = request.task else { return nil }
        var status = stat()
        guard fstat(0, &status) == 0 else { return nil }
        return holdsData(status.st_mode) ? .descriptor(0) : nil
    }

    /// A terminal or `/dev/null` is what a program has that is given nothing.
    static func holdsData(_ mode: mode_t) -> Bool { [S_IFIFO, S_IFREG, S_IFSOCK, S_IFBLK].contains(mode & S_IFMT) }
}
