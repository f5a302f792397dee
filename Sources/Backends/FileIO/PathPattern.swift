public import BackendKit
internal import Glibc

/// Names of files with `*` for anything, `?` for one character and `[…]` for one of several, as sh reads them: none of
/// these stands for a `/`, or for the dot that a hidden name begins with; a backslash takes what follows as it is.
public enum PathPattern {
    /// What fits a pattern.
    public struct Matches: Sendable, Equatable {
        /// Regular files, or links to them, in the order of the bytes of their names.
        public var files: [String] = []
        /// How many fit that are something else.
        public var others = 0
        /// Those of the files whose names are no UTF-8, repaired: they can be shown, and not opened.
        public var unnameable: [String] = []
    }

    /// Whether a word may be a pattern. There may be a file of just that name all the same.
    public static func isPattern(_ word: String) -> Bool {
        word.unicodeScalars.contains { $0 == "*" || $0 == "?" || $0 == "[" }
    }

    /// What fits now. A directory that cannot be read has nothing that fits.
    /// - Throws: ``ImageError`` with code `.local`.
    public static func matches(_ pattern: String) throws(ImageError) -> Matches {
        var found = glob_t()
        defer { globfree(&found) }
        switch glob(pattern, GLOB_NOSORT, nil, &found) {
        case 0: break
        case GLOB_NOMATCH: return Matches()
        default: throw ImageError(.local, "cannot look for files like '\(pattern)'")
        }
        var matches = Matches()
        for index in 0..<Int(found.gl_pathc) {
            guard let path = found.gl_pathv[index], isFile(path) else {
                matches.others += 1
                continue
            }
            if let name = String(validatingCString: path) {
                matches.files.append(name)
            } else {
                matches.unnameable.append(String(cString: path))
            }
        }
        matches.files.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        matches.unnameable.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        return matches
    }

    /// Whether it is a regular file, or a link that leads to one: a loop of links, or what cannot be looked at, is none.
    private static func isFile(_ path: UnsafePointer<CChar>) -> Bool {
        var status = stat()
        guard case .success = SystemCalls.make(.stat, { Int(stat(path, &status)) }) else { return false }
        return status.st_mode & S_IFMT == S_IFREG
    }
}
