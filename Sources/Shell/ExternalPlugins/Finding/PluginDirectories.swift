internal import BackendKit
internal import CommandKit
internal import FileIO

/// Where programs that are plugins are looked for: the plugin directories first, then those of PATH.
enum PluginDirectories {
    /// Beside the setting `plugin-path`, for shells that complete our words and read no start file.
    static let variable = "IMGSH_PLUGIN_PATH"

    static func all(_ session: Session) -> [String] {
        let own = session.preferences.now.pluginPath ?? session.environment[variable]
        var directories = own.map(split) ?? standard(session.environment)
        directories += split(session.environment["PATH"] ?? "")
        var seen: Set<String> = []
        return directories.filter { seen.insert($0).inserted }
    }

    private static func standard(_ environment: BackendEnvironment) -> [String] {
        PrivateDirectories.path(.data, in: environment).map { [$0 + "/plugins"] } ?? []
    }

    /// Directories that depend on where one happens to be are passed over: a program lying there was not chosen.
    private static func split(_ path: String) -> [String] {
        path.split(separator: ":").map { directory in
            var directory = String(directory)
            while directory.count > 1, directory.hasSuffix("/") { directory.removeLast() }
            return directory
        }.filter { $0.hasPrefix("/") }
    }
}
