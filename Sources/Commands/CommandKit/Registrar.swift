public import BackendKit

/// Collects what plugins bring. Two things of one name stop the start, naming both.
public struct Registrar {
    private var commands: [RegisteredCommand] = []
    private var names = CommandNames()
    private var providers: [BackendProvider] = []
    private var providerOrigins: [String: String] = [:]
    private var notices: [any StartNotice] = []
    private var source: (any CommandSource)?
    private var sourceOrigin = ""
    private var plugin = ""

    /// - Throws: ``RegistrationConflict``.
    public init(plugins: [any Plugin]) throws {
        for plugin in plugins {
            self.plugin = plugin.name
            try plugin.register(with: &self)
        }
    }

    /// - Throws: ``RegistrationConflict`` when one of the command's names is taken.
    public mutating func add(_ command: any Command) throws {
        try add(RegisteredCommand(command, plugin: plugin))
    }

    /// Adds commands that are made when they are asked for.
    /// - Throws: ``RegistrationConflict`` when one of their names is taken.
    public mutating func add(_ commands: any NamedCommand.Type...) throws {
        for command in commands { try add(command.name) { command.init() } }
    }

    /// Adds a command that is made when it is asked for.
    /// - Throws: ``RegistrationConflict`` when one of the command's names is taken.
    public mutating func add(_ name: CommandName, make: @escaping @Sendable () -> any Command) throws {
        try add(RegisteredCommand(name, plugin: plugin, make: make))
    }

    private mutating func add(_ command: RegisteredCommand) throws {
        if let taken = names.add(command.name, at: commands.count) {
            throw RegistrationConflict(
                what: "command '\(taken.name)'", first: commands[taken.other].plugin, second: plugin)
        }
        commands.append(command)
    }

    /// - Throws: ``RegistrationConflict`` when the provider's name is taken.
    public mutating func add(_ provider: BackendProvider) throws {
        if let other = providerOrigins[provider.name] {
            throw RegistrationConflict(what: "backend '\(provider.name)'", first: other, second: plugin)
        }
        providerOrigins[provider.name] = plugin
        providers.append(provider)
    }

    public mutating func add(_ notice: any StartNotice) { notices.append(notice) }

    /// - Throws: ``RegistrationConflict`` when there is one already.
    public mutating func add(_ source: any CommandSource) throws {
        guard self.source == nil else {
            throw RegistrationConflict(what: "the search for commands outside", first: sourceOrigin, second: plugin)
        }
        self.source = source
        sourceOrigin = plugin
    }

    /// What was collected.
    public func finish() -> Registry {
        Registry(commands: commands, names: names, providers: providers, notices: notices, source: source)
    }
}

/// Two plugins brought something of one name.
public struct RegistrationConflict: Error, CustomStringConvertible {
    public let what: String
    public let first: String
    public let second: String

    public var description: String { "\(what) comes from both '\(first)' and '\(second)'" }
}
