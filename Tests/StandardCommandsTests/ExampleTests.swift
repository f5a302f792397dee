import CommandKit
import StandardCommands
import TestSupport
import Testing

struct `the examples in the help` {
    static let lines: [Example] = {
        guard let registry = try? Registrar(plugins: [StandardPlugin()]).finish() else { return [] }
        return registry.commands.flatMap(\.signature.examples)
    }()

    @Test func `are there for every command`() throws {
        let registry = try Registrar(plugins: [StandardPlugin()]).finish()
        for command in registry.commands {
            #expect(!command.signature.examples.isEmpty, "\(command.signature.name)")
            for example in command.signature.examples {
                #expect(!example.purpose.isEmpty && !example.purpose.hasSuffix("."), "\(example.line)")
            }
        }
    }
}
