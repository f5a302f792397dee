internal import BackendKit
internal import CommandKit

/// `plugin list`
struct ListPlugins: Command {
    static let name = CommandName("plugin list")

    private static let columns = ["Name", "Path", "Version", "Commands", "State"]

    let shelf: PluginShelf

    var signature: Signature {
        Signature(
            Self.name, "List the programs that are commands, and what is wrong with those that are none",
            discussion: [
                "A plugin is a program called imgsh-NAME in a plugin directory or in a directory of PATH. 'help plugins' "
                    + "says what it has to do."
            ],
            output: .listing,
            columns: Self.columns,
            changes: .nothing,
            examples: [
                Example("plugin list", "Every plugin there is"),
                Example("plugin list -f json -c Name -c State", "Whether they can be used, for a script"),
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        var listing = try context.console.listing(Self.columns, as: call.output)
        let files = PluginFinder.all(in: PluginDirectories.all(context.session))
        let entries = await shelf.entries(files, in: context.session)
        let conflicts = PluginConflicts(entries, beside: context.registry)
        for entry in entries {
            var (version, names, state): (String?, [String], String)
            switch entry.answer {
            case .broken(let reason): (version, names, state) = (nil, [], "broken: " + reason)
            case .manifest(let manifest, _):
                let conflict = conflicts.reasons[entry.file].map { "conflict: " + $0 }
                (version, names, state) = (
                    manifest.version, manifest.commands.map(\.signature.name), conflict ?? "ready"
                )
            }
            try listing.add([
                .text(entry.file.name), .text(entry.file.path), .text(version), .list(names.map { .text($0) }),
                .text(state),
            ])
        }
        try listing.finish()
    }
}
