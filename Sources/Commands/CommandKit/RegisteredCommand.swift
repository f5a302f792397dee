internal import Synchronization

/// A command and where it came from. It is made when somebody wants more of it than its name.
public struct RegisteredCommand: Sendable {
    public let name: CommandName
    /// The plugin that brought it.
    public let plugin: String
    private let making: Making

    public init(_ command: any Command, plugin: String) {
        let signature = command.signature
        name = signature.commandName
        self.plugin = plugin
        making = Making(Made(command: command, signature: signature))
    }

    /// - Parameter make: makes the command that says the same name in its signature. Called once at most.
    public init(_ name: CommandName, plugin: String, make: @escaping @Sendable () -> any Command) {
        self.name = name
        self.plugin = plugin
        making = Making(make)
    }

    public var command: any Command { making.made(as: name).command }
    public var signature: Signature { making.made(as: name).signature }
}

private struct Made: Sendable {
    let command: any Command
    let signature: Signature
}

/// Makes a command when it is first asked for.
private final class Making: Sendable {
    private enum State: Sendable {
        case not(@Sendable () -> any Command)
        case done(Made)
    }

    private let state: Mutex<State>

    init(_ made: Made) { state = Mutex(.done(made)) }
    init(_ make: @escaping @Sendable () -> any Command) { state = Mutex(.not(make)) }

    func made(as name: CommandName) -> Made {
        state.withLock { state in
            switch state {
            case .done(let made): return made
            case .not(let make):
                let command = make()
                let made = Made(command: command, signature: command.signature)
                assert(made.signature.commandName == name, "'\(name.text)' calls itself otherwise")
                state = .done(made)
                return made
            }
        }
    }
}
