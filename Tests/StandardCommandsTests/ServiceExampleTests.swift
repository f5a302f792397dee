import BackendKit
import CommandKit
import StandardCommands
import TestSupport
import Testing

struct `the examples for services` {
    /// Those that the tests of the local backend leave out.
    static let examples: [Example] = {
        guard let registry = try? Registrar(plugins: [StandardPlugin()]).finish() else { return [] }
        let service = [
            "share", "import", "stores", "tasks", "cache", "locations", "describe", "snapshot", "metadata",
            "create-tasks",
        ]
        return registry.commands.filter { command in
            command.signature.capabilities.contains { service.contains($0.name) }
        }.flatMap(\.signature.examples)
    }()

    /// What a user of the examples has: images, a project that shares, addresses that answer.
    private static func shell(for line: String) async throws -> TestServiceShell {
        let shell = try TestServiceShell()
        await shell.service.change { $0.web = ["http://mirror.example/debian.img": Array("data".utf8)] }
        for name in ["cirros", "debian", "shared-with-us"] { _ = try await shell.makeImage(name) }
        var lines = ["create later"]
        if !line.contains("add project") { lines.append("image add project cirros \(TestService.other)") }
        if line.contains("stores-delete") {
            lines.append("image import cirros --method copy-image --store slow --wait")
        }
        let prepared = try await shell.run(lines.joined(separator: "\n"))
        #expect(prepared.status == .done, "\(prepared.errors)")
        return shell
    }

    @Test func `are there`() { #expect(Self.examples.count > 25) }

    @Test(arguments: examples)
    func work(_ example: Example) async throws {
        let (shell, line) = try await Self.prepare(example)
        let result = try await shell.run(line)
        #expect(result.status == .done, "\(line): \(result.errors)")
    }

    private static let images = ["cirros", "debian", "shared-with-us", "later"]

    /// From a session that means another backend, which has none of these images and none of the abilities.
    @Test(arguments: examples.filter { example in
        !example.line.hasPrefix("image-create-via-import") && images.contains { example.line.contains($0) }
    })
    func `work on images of another backend`(_ example: Example) async throws {
        let (shell, line) = try await Self.prepare(example)
        var words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        for (index, word) in words.enumerated() where Self.images.contains(where: { word == $0 || word == $0 + ";" }) {
            words[index] = "service//" + word
        }
        let addressed = words.joined(separator: " ")
        let result = try await shell.shell.run(arguments: ["--backend", "local", "-c", addressed])
        #expect(result.status == .done, "\(addressed): \(result.errors)")
        let other = try await shell.shell.run(arguments: ["--backend", "local", "image", "list", "-f", "value"])
        #expect(other.output == "")
    }

    /// A service with what the example needs, and the example as it runs there.
    private static func prepare(_ example: Example) async throws -> (TestServiceShell, String) {
        var line = example.line
        let shell = try await Self.shell(for: line)
        let file = try shell.shell.file("disk.raw", "data of an image")
        _ = try shell.shell.file("disk.raw.xz", try Packer.xz.pack(Array("data of an image".utf8)))
        line = line.replacing("disk.raw", with: file)
        line = line.replacing("disks.json", with: try shell.shell.file("disks.json", #"{"namespace": "Example::New"}"#))
        // What an example makes may not be there, and what it makes out of must be.
        if line.contains("namespace-create Example::Disks") || line.contains("namespace create Example::Disks") {
            line = "image metadef namespace delete Example::Disks\n" + line
        }
        if line.contains("unset") { line = "image metadef tag create Example::Disks fast\n" + line }
        switch line {
        case _ where line.contains("task show"):
            // The ID of a task is the service's choice.
            line =
                "image import cirros --method copy-image --all-stores\n"
                + line.replacing("88b789ff-9c7c-45b6-bc5c-2614166f39b2", with: "task-1")
        case _ where line.contains("location delete"):
            let url = "http://old.example/cirros.img"
            line =
                "image location add later --url \(url); image location add later --url http://new.example/x\n"
                + line.replacing("delete cirros", with: "delete later")
        case _ where line.contains("location set"):
            line = "image location add later --url http://mirror.example/debian.img\n" + line
        case _ where line.contains("member set"):
            await shell.service.change { service in
                service.caller = TestService.owner
            }
            line = "image add project shared-with-us \(TestService.owner)\n" + line
        // Nobody works here for a command that waits.
        case _ where line.contains("server image create"): line = line.replacing(" --wait", with: "")
        case "image schema show image": line = "image schema show member"
        default: break
        }
        return (shell, line)
    }
}
