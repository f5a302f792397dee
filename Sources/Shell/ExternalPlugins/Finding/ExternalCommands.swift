internal import BackendKit
internal import CommandKit

/// The commands that plugins bring.
struct ExternalCommands: CommandSource {
    let shelf: PluginShelf

    func commands(
        for words: [[String]], beside registry: Registry, in session: Session
    ) async throws -> [RegisteredCommand] {
        let files = PluginFinder.files(
            named: PluginFinder.names(for: words), in: PluginDirectories.all(session))
        guard !files.isEmpty else { return [] }
        let entries = await shelf.entries(files, in: session)
        let conflicts = PluginConflicts(entries, beside: registry)
        let usable = Self.commands(of: entries, without: conflicts)
        // A command that works is not kept back by a plugin that could have brought a longer one.
        if usable.contains(where: { command in
            command.name.paths.contains { path in words.contains { $0.starts(with: path) } }
        }) {
            return usable
        }
        for entry in entries {
            let reason: String
            switch entry.answer {
            case .broken(let text): reason = text
            case .manifest:
                guard let text = conflicts.reasons[entry.file] else { continue }
                reason = text
            }
            throw ImageError(
                .local, "the plugin '\(entry.file.path)' cannot be used: \(reason)", hint: "plugin refresh")
        }
        return usable
    }

    func commands(beside registry: Registry, in session: Session) async -> [RegisteredCommand] {
        let entries = await shelf.quickEntries(PluginFinder.all(in: PluginDirectories.all(session)), in: session)
        return Self.commands(of: entries, without: PluginConflicts(entries, beside: registry))
    }

    var known: [RegisteredCommand] {
        Self.commands(of: shelf.known.sorted { $0.file.path < $1.file.path }, without: nil)
    }

    /// - Parameter conflicts: `nil` where only names and secrets count.
    private static func commands(
        of entries: [PluginShelf.Entry], without conflicts: PluginConflicts?
    ) -> [RegisteredCommand] {
        var commands: [RegisteredCommand] = []
        for entry in entries where conflicts?.reasons[entry.file] == nil {
            guard case .manifest(let manifest, _) = entry.answer else { continue }
            commands += manifest.commands.map {
                RegisteredCommand(PluginCommand(file: entry.file, command: $0), plugin: entry.file.path)
            }
        }
        return commands
    }
}
