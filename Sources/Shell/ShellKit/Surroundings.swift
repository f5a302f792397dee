internal import BackendKit
internal import CommandKit
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
    @Sendable static func rows() -> Int { size(\.ws_row) ?? 24 }

    /// Cells of a row of the terminal; 80 when there is none.
    @Sendable static func columns() -> Int {
        size(\.ws_col) ?? getenv("COLUMNS").flatMap { Int(String(cString: $0)) }.map { max(20, $0) } ?? 80
    }

    /// Of the first standard stream that is a terminal which knows its size.
    private static func size(_ part: KeyPath<winsize, UInt16>) -> Int? {
        for descriptor: Int32 in [1, 2, 0] {
            var size = winsize()
            if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size[keyPath: part] > 0 {
                return Int(size[keyPath: part])
            }
        }
        return nil
    }
}
