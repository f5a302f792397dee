import BackendKit
import CommandKit
import Synchronization
import Testing

struct `the registry` {
    private struct Named: Command {
        let signature: Signature
        init(_ name: String, second: [String] = []) {
            signature = Signature(CommandName(name, others: second), "Does nothing", examples: [])
        }
        init(_ name: CommandName) { signature = Signature(name, "Does nothing", examples: []) }
        func run(_ call: Call, in context: CommandContext) async throws {}
    }

    private struct Bringing: Plugin {
        let name: String
        let commands: [Named]
        var providers: [String] = []

        func register(with registrar: inout Registrar) throws {
            for command in commands { try registrar.add(command) }
            for provider in providers {
                try registrar.add(
                    BackendProvider(name: provider, summary: "", forms: []) { _, _ in
                        throw ImageError(.unsupported, "never opened")
                    })
            }
        }
    }

    private struct Unmade: Plugin {
        let name = "one"
        let names: [CommandName]
        let making: @Sendable (String) -> Void

        func register(with registrar: inout Registrar) throws {
            for name in names {
                try registrar.add(name) { [making] in
                    making(name.text)
                    return Named(name)
                }
            }
        }
    }

    @Test func `names both plugins that bring a command of one name`() {
        let error = #expect(throws: RegistrationConflict.self) {
            try Registrar(plugins: [
                Bringing(name: "one", commands: [Named("image list")]),
                Bringing(name: "two", commands: [Named("other", second: ["image list"])]),
            ])
        }
        #expect(error?.description == "command 'image list' comes from both 'one' and 'two'")
    }

    @Test func `ignores one leading name of a client, and no more`() throws {
        let registry = try Registrar(plugins: [Bringing(name: "one", commands: [Named("image list")])]).finish()
        for line in [["openstack", "image", "list"], ["glance", "list"], ["list"]] {
            #expect(registry.command(for: line)?.wordCount == line.count)
        }
        #expect(registry.command(for: Array(repeating: "openstack", count: 10_000) + ["image", "list"]) == nil)
    }

    @Test func `makes no command before it is asked for, and each one once`() throws {
        let made = Mutex<[String]>([])
        let registry = try Registrar(plugins: [
            Unmade(names: [CommandName("image list", or: "image-list"), CommandName("image show")]) { name in
                made.withLock { $0.append(name) }
            }
        ]).finish()
        let found = try #require(registry.command(for: ["glance", "image-list", "x"])).command
        #expect(found.name.paths == [["image", "list"], ["image-list"]])
        #expect(registry.spellings == ["image list", "list", "image-list", "image show", "show"])
        #expect(made.withLock { $0 } == [])
        #expect(found.signature.name == "image list" && found.signature.summary == "Does nothing")
        _ = found.command
        #expect(made.withLock { $0 } == ["image list"])
    }

    @Test func `takes no quoted words for a name`() throws {
        let registry = try Registrar(plugins: [Bringing(name: "one", commands: [Named("image list")])]).finish()
        #expect(registry.command(for: ["image list"]) == nil)
        #expect(registry.command(for: ["", "list"]) == nil)
        #expect(registry.command(for: ["image ", "list"]) == nil)
    }

    @Test func `names both plugins that bring a backend of one name`() {
        let error = #expect(throws: RegistrationConflict.self) {
            try Registrar(plugins: [
                Bringing(name: "one", commands: [], providers: ["ceph"]),
                Bringing(name: "two", commands: [], providers: ["ceph"]),
            ])
        }
        #expect(error?.description == "backend 'ceph' comes from both 'one' and 'two'")
    }

    @Test(arguments: [
        (["image", "list", "x"], "image list", 2), (["list"], "image list", 1),
        (["openstack", "image", "list"], "image list", 3),
        (["image", "member", "list"], "image member list", 3), (["member", "list"], "image member list", 2),
        (["image-list"], "image list", 1), (["glance", "image-list"], "image list", 2),
    ])
    func `finds the longest name the words begin with`(_ words: [String], _ name: String, _ count: Int) throws {
        let registry = try Registrar(plugins: [
            Bringing(
                name: "one",
                commands: [
                    Named("image list", second: ["image-list"]), Named("image member list"), Named("image member"),
                ])
        ]).finish()
        let found = try #require(registry.command(for: words))
        #expect(found.command.signature.name == name && found.wordCount == count)
    }

    @Test func `prefers a command to an image command of the same word`() throws {
        let registry = try Registrar(plugins: [Bringing(name: "one", commands: [Named("image show"), Named("show")])])
            .finish()
        #expect(registry.command(for: ["show"])?.command.signature.name == "show")
        #expect(registry.command(for: ["nothing"]) == nil)
        #expect(registry.command(for: ["openstack"]) == nil)
        #expect(registry.command(for: ["openstack", "openstack", "show"]) == nil)
        #expect(registry.command(for: Array(repeating: "glance", count: 100_000) + ["show"]) == nil)
    }
}
