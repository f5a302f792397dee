/// A command and where it came from. It is made when somebody wants more of it than its name.
public struct RegisteredCommand: Sendable {
    public let name: CommandName
    /// The plugin that brought it.
    public let plugin: String
    private let made: MadeOnce<(command: any Command, signature: Signature)>

    public init(_ command: any Command, plugin: String) {
        let signature = command.signature
        name = signature.commandName
        self.plugin = plugin
        made = MadeOnce { (command, signature) }
    }

    /// - Parameter make: makes the command, which says the same name in its signature. Called once at most.
    public init(_ name: CommandName, plugin: String, make: @escaping @Sendable () -> any Command) {
        self.name = name
        self.plugin = plugin
        made = MadeOnce {
            let command = make()
            let signature = command.signature
            assert(signature.commandName == name, "'\(name.text)' calls itself otherwise")
            return (command, signature)
        }
    }

    public var command: any Command { made.value.command }
    public var signature: Signature { made.value.signature }
}
