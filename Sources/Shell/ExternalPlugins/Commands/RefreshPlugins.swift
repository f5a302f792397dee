internal import BackendKit
internal import CommandKit

/// `plugin refresh`
struct RefreshPlugins: Command {
    static let name = CommandName("plugin refresh")

    let shelf: PluginShelf

    var signature: Signature {
        Signature(
            Self.name, "Ask every plugin again what it can do",
            discussion: [
                "Answers are kept between runs until a program changes, and failures for ten minutes. This is for a plugin "
                    + "whose answer depends on something else."
            ],
            changes: .nothing,
            examples: [Example("plugin refresh", "After a plugin was repaired without a change to its file")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        await shelf.forget(context.session)
        let files = PluginFinder.all(in: PluginDirectories.all(context.session))
        let entries = await shelf.entries(files, in: context.session)
        let conflicts = PluginConflicts(entries, beside: context.registry)
        var ready = 0
        for entry in entries {
            switch entry.answer {
            case .broken(let reason): try context.console.warn("'\(entry.file.path)': \(reason)")
            case .manifest:
                if let reason = conflicts.reasons[entry.file] {
                    try context.console.warn("'\(entry.file.path)': \(reason)")
                } else {
                    ready += 1
                }
            }
        }
        try context.console.notice("\(ready) of \(entries.count) plugins \(ready == 1 ? "is" : "are") ready")
    }
}
