public import CommandKit

/// Programs called `imgsh-NAME` as commands, and what is needed to look after them.
///
/// Nothing is looked for before a name is unknown, a list of commands is wanted, or Tab needs names.
public struct ExternalPlugins: Plugin {
    public let name = "external plugins"

    public init() {}

    public func register(with registrar: inout Registrar) throws {
        let shelf = PluginShelf()
        try registrar.add(ExternalCommands(shelf: shelf))
        try registrar.add(ListPlugins.name) { ListPlugins(shelf: shelf) }
        try registrar.add(RefreshPlugins.name) { RefreshPlugins(shelf: shelf) }
    }
}
