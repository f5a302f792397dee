/// A command: what it says about itself, and what it does.
public protocol Command: Sendable {
    /// One value feeds parser, help, completion and manual.
    var signature: Signature { get }

    /// Finds what the words of a call alone show to be wrong: options that exclude or need each other.
    ///
    /// It is asked before anything else happens, and for scripts that are only checked: no backend is asked, and no file
    /// looked at.
    func check(_ call: Call) throws(UsageError)

    /// Does the work of one call that ``check(_:)`` let pass.
    ///
    /// A command never prints, exits, reads the environment or opens a backend by itself: `context` has it all.
    func run(_ call: Call, in context: CommandContext) async throws
}

extension Command {
    /// Most commands take all that their signature takes.
    public func check(_ call: Call) throws(UsageError) {}
}

/// A command whose name is known before it is made.
public protocol NamedCommand: Command {
    /// Its signature says the same.
    static var name: CommandName { get }

    init()
}
