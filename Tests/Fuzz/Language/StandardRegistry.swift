internal import CommandKit
internal import StandardCommands

@testable import ShellKit

extension Registry {
    /// The commands that ship.
    static func standard() throws -> Registry { try known.get() }

    private static let known = Result { try Registrar(plugins: [StandardPlugin()]).finish() }
}

extension CommandBook {
    static func standard() throws -> CommandBook { try known.get() }

    private static let known = Result { CommandBook(try Registry.standard()) }
}
