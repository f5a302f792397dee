internal import Glibc

/// Whether the system has a program.
enum InstalledProgram {
    /// - Parameter path: the directories to look in, as in `PATH`.
    static func isThere(_ name: String, in path: String?) -> Bool {
        guard let path, !name.isEmpty, !name.contains("/") else { return false }
        return path.split(separator: ":").contains { access("\($0)/\(name)", X_OK) == 0 }
    }
}
