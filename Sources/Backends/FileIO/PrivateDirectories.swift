public import BackendKit
internal import Glibc

/// Where a program keeps its own files, by the XDG base directory rules.
public enum PrivateDirectories {
    public enum Kind: Sendable {
        /// What is worth keeping: `$XDG_DATA_HOME`.
        case data
        /// What may be lost with a shrug: `$XDG_STATE_HOME`.
        case state
        /// What can be made again: `$XDG_CACHE_HOME`.
        case cache
        /// What the user wrote: `$XDG_CONFIG_HOME`.
        case config
    }

    /// The path, which need not exist.
    /// - Returns: `nil` when neither the variable nor `HOME` is an absolute path.
    public static func path(_ kind: Kind, in environment: BackendEnvironment) -> String? {
        let (variable, standard) =
            switch kind {
            case .data: ("XDG_DATA_HOME", ".local/share")
            case .state: ("XDG_STATE_HOME", ".local/state")
            case .cache: ("XDG_CACHE_HOME", ".cache")
            case .config: ("XDG_CONFIG_HOME", ".config")
            }
        if let path = environment[variable], path.hasPrefix("/") { return path + "/imgsh" }
        guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
        return (home == "/" ? "" : home) + "/" + standard + "/imgsh"
    }

    /// - Throws: ``ImageError`` with code `.local` when somebody else owns the directory or may write to it.
    public static func checkOwnership(_ path: String) throws(ImageError) {
        guard let status = try FileStatus.of(path) else { return }
        guard status.owner == geteuid() else {
            throw ImageError(.local, "'\(path)' belongs to another user; imgsh does not write there")
        }
        guard status.mode & 0o022 == 0 else {
            throw ImageError(
                .local, "others may write to '\(path)'; imgsh does not trust it", hint: "!chmod go-w '\(path)'")
        }
    }
}
