import BackendKit
import CommandKit
import Foundation
import StandardCommands
import TestSupport
import Testing

struct `the examples in the help` {
    /// What a user of the examples has.
    static let preparation = """
        image create cirros --file debian.qcow2 --tag test --property os_distro=x --property os_version=1
        image create debian --file debian.qcow2
        image create later --disk-format raw --container-format bare
        """

    static func registry() throws -> Registry { try Registrar(plugins: [StandardPlugin()]).finish() }

    static let examples: [Example] = {
        guard let registry = try? registry() else { return [] }
        return registry.commands.filter { command in
            // An editor needs a person; the tests on a terminal have one.
            guard command.name.text != "edit" else { return false }
            // What the local backend cannot do is run where it can be.
            return command.signature.capabilities.allSatisfy { capability in
                ["create", "upload", "download", "edit", "deactivate", "maintain"].contains(capability.name)
            }
        }.flatMap(\.signature.examples)
    }()

    @Test func `belong to commands that call themselves as they were registered`() throws {
        for command in try Self.registry().commands {
            #expect(command.signature.commandName == command.name)
        }
    }

    @Test func `are there for every command, with a purpose`() throws {
        for command in try Self.registry().commands {
            #expect(!command.signature.examples.isEmpty, "\(command.name.text)")
            for example in command.signature.examples {
                #expect(!example.purpose.isEmpty && !example.purpose.hasSuffix("."), "\(example.line)")
            }
        }
    }

    @Test(arguments: examples)
    func work(_ example: Example) async throws {
        let program = try TestProgram()
        try program.directory.write("debian.qcow2", "data of an image")
        try program.directory.write("disk.raw", "data of another image")
        for name in ["debian.qcow2", "disk.raw"] {
            try program.directory.write("\(name).xz", try Packer.xz.pack(try program.directory.read(name)))
        }
        try program.directory.write("key.pem", try Tool.run("openssl", ["genpkey", "-quiet", "-algorithm", "RSA"]))
        try program.directory.write("nightly.imgsh", "image list\n")
        try program.directory.write("release.imgsh", "echo $1 $2\n")
        try program.directory.write("nightly.transcript", "imgsh local> echo a\na\n")
        let prepared = try await program.run("-c", Self.preparation)
        #expect(prepared.status == 0, "\(prepared.errors)")
        let line = Self.lineThatRuns(example.line)
        let result = try await program.run("-c", line)
        let wanted: Int32 = line == "exit 3" ? 3 : 0
        #expect(result.status == wanted, "\(line): \(result.errors)")
    }

    /// Examples are lines for a person; where one needs another one before it, that one is put before it.
    private static func lineThatRuns(_ line: String) -> String {
        switch line {
        case "save cirros --file cirros.img --force": "image save cirros --file cirros.img\n" + line
        case "image show cirros@newest -f json": line
        case "image create later --disk-format raw --container-format bare": line
        default: line
        }
    }
}
