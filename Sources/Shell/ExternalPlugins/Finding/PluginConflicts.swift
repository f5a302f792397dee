internal import CommandKit

/// Which plugins bring a command that somebody else brings, and whose names are in the way.
struct PluginConflicts {
    /// What is wrong with a plugin, as the end of a sentence that names both.
    private(set) var reasons: [PluginFile: String] = [:]

    /// - Parameter registry: the commands that ship.
    init(_ entries: [PluginShelf.Entry], beside registry: Registry) {
        let beginnings = Set(registry.spellings.flatMap { Self.beginnings(of: $0) })
        var owners: [[String]: PluginFile] = [:]
        for entry in entries {
            guard case .manifest(let manifest, _) = entry.answer else { continue }
            for path in manifest.commands.flatMap(\.signature.commandName.paths) {
                let name = path.joined(separator: " ")
                if let found = registry.command(for: path) {
                    reasons[entry.file] =
                        "it brings the command '\(name)', and '\(found.command.name.text)' is one of imgsh "
                        + "(\(found.command.plugin))"
                } else if beginnings.contains(path) || Registry.ignoredPrefixes.contains(path[0]) {
                    reasons[entry.file] =
                        "it brings the command '\(name)', and commands of imgsh (standard commands) begin with that"
                } else if let other = owners[path], other != entry.file {
                    let reason = "the command '\(name)' comes from both '\(other.path)' and '\(entry.file.path)'"
                    reasons[entry.file] = reason
                    reasons[other] = reasons[other] ?? reason
                } else {
                    owners[path] = entry.file
                }
            }
        }
    }

    /// `image` and `image member` of `image member list`.
    private static func beginnings(of name: String) -> [[String]] {
        let words = name.split(separator: " ").map(String.init)
        return (1..<max(1, words.count)).map { Array(words.prefix($0)) }
    }
}
