import BackendKit
import CommandKit
import Glibc
import StandardCommands
import Testing

@testable import ShellKit

struct `the arguments of the program` {
    @Test(arguments: [
        ["--os-cloud", "lab", "image", "list"], ["image", "list", "--os-cloud", "lab"],
        ["image", "--os-cloud=lab", "list"],
        ["openstack", "--os-cloud", "lab", "image", "list"],
    ])
    func `may have the options of the openstack client anywhere`(_ arguments: [String]) throws {
        let request = try ProcessArguments(arguments)
        #expect(request.settings == ["OS_CLOUD": "lab"])
        guard case .words(let words) = request.task else {
            Issue.record("not one command: \(request.task)")
            return
        }
        #expect(words.suffix(2) == ["image", "list"])
    }

    @Test func `leave a command its own options, and what follows two dashes`() throws {
        let arguments = ["image", "set", "x", "--os-distro", "debian", "--os-version=12", "--", "--os-cloud", "y"]
        let request = try ProcessArguments(arguments)
        #expect(request.settings.isEmpty && request.task == .words(arguments))
    }

    @Test(arguments: [
        (["--os-clo", "lab", "image", "list"], ["OS_CLOUD": "lab"]),
        (["--os-clo=lab", "image", "list"], ["OS_CLOUD": "lab"]),
        (
            ["--os-reg", "R", "--insec", "--deb", "image", "list"],
            ["OS_REGION_NAME": "R", "OS_INSECURE": "true", "IMGSH_DEBUG": "1"]
        ),
        (["--back", "local", "--insec", "image", "list"], ["OS_INSECURE": "true"]),
        (["image", "list", "--os-clo", "lab"], ["OS_CLOUD": "lab"]),
    ])
    func `may be shortened where they can be no other ones`(
        _ arguments: [String], _ settings: [String: String]
    ) throws {
        let request = try ProcessArguments(arguments)
        #expect(request.settings == settings && request.task == .words(["image", "list"]))
    }

    @Test func `are not guessed at`() throws {
        for (word, options) in [
            ("--os-cl", ["--os-client-id", "--os-client-secret", "--os-cloud"]),
            ("--ver", ["--verbose", "--verify", "--version"]), ("--no", ["--no-retry", "--norc"]),
        ] {
            let error = try #require(throws: UsageError.self) { try ProcessArguments([word, "x", "image", "list"]) }
            for option in options { #expect(error.message.contains(option), "\(error.message)") }
        }
        // Behind a command, its own options are meant.
        for words in [
            ["image", "list", "--lo"], ["image", "list", "--insec"], ["image", "set", "x", "--os-dis", "debian"],
            ["image", "set", "x", "--os-vers", "12"], ["image", "create", "x", "--ver"],
        ] {
            #expect(try ProcessArguments(words).task == .words(words))
        }
    }

    @Test func `that can be many are not all told`() {
        let few = #expect(throws: UsageError.self) { try ProcessArguments(["--ver"]) }
        #expect(few?.message == "'--ver' can be --verbose, --verify or --version")
        let many = #expect(throws: UsageError.self) { try ProcessArguments(["--os-", "x"]) }
        #expect(many?.message.hasSuffix("other options") == true && many?.hint == "imgsh --help")
        #expect(many?.message.contains("--os-username") == false)
    }

    /// A new option of a command must not be taken for the beginning of a setting.
    @Test func `leave alone all options of commands that look like them`() throws {
        let registry = try Registrar(plugins: [StandardPlugin()]).finish()
        let looking = registry.commands.flatMap { $0.signature.parameters.flatMap { $0.shape.spellings.map(\.text) } }
            .filter { $0.hasPrefix("--os-") && !GlobalOptions.all.contains($0) }
        #expect(Set(looking).isSubset(of: OptionNames.ofCommands))
    }

    @Test func `take no other option for a value`() throws {
        for words in [
            ["--os-token", "--os-auth-url", "http://id.test:5000", "image", "list"],
            ["image", "list", "--os-token", "-f", "json"], ["--os-cloud", "--", "image", "list"],
            ["--log-file", "--debug", "image", "list"], ["--os-password", "-secret", "image", "list"],
        ] {
            let error = #expect(throws: UsageError.self) { try ProcessArguments(words) }
            let option = words.first { $0.hasPrefix("--") } ?? ""
            #expect(error?.message == "\(option) needs a value")
            #expect(error?.hint == "\(option)=… where the value begins with a dash")
        }
        let given = try ProcessArguments(["--os-password=-secret", "--os-token=--x", "image", "list"])
        #expect(given.settings == ["OS_PASSWORD": "-secret", "OS_TOKEN": "--x"])
        let number = try ProcessArguments(["--os-project-name", "-1", "image", "list"])
        #expect(number.settings == ["OS_PROJECT_NAME": "-1"])
    }

    @Test func `turn switches into settings`() throws {
        let request = try ProcessArguments([
            "--debug", "image", "list", "--insecure", "--timing", "--os-region-name", "R", "--no-retry",
        ])
        #expect(
            request.settings == [
                "IMGSH_DEBUG": "1", "IMGSH_TIMING": "1", "IMGSH_NO_RETRY": "1", "OS_INSECURE": "true",
                "OS_REGION_NAME": "R",
            ])
    }

    @Test func `may be a command for another backend, whose address holds a slash`() throws {
        let words = ["@local:/srv/images", "image", "list"]
        #expect(try ProcessArguments(words).task == .words(words))
    }

    @Test(arguments: [
        (["-c", "echo $1", "a/b", "c"], ["a/b", "c"]),
        (["-c", "echo", "--backend", "local", "image", "-c"], ["image", "-c"]),
        (["-c", "echo", "--", "--help"], ["--help"]), (["-c", "echo", "@x"], ["@x"]), (["-c", "echo"], []),
    ])
    func `behind a text are the text's`(_ arguments: [String], _ given: [String]) throws {
        #expect(try ProcessArguments(arguments).task == .text(arguments[1], arguments: given))
    }

    @Test func `that ask for help or the version come before all others`() throws {
        #expect(try ProcessArguments(["--version", "image", "list"]).task == .version)
        #expect(try ProcessArguments(["-c", "echo", "--help"]).task == .help)
        #expect(try ProcessArguments(["-h", "-c", "echo", "x.imgsh"]).task == .help)
    }

    @Test func `say whether and which start file is read`() throws {
        let environment = BackendEnvironment(variables: ["HOME": "/home/me"])
        #expect(try StartFile(ProcessArguments([]), environment)?.path == "/home/me/.config/imgsh/imgshrc")
        #expect(try StartFile(ProcessArguments([]), BackendEnvironment(variables: [:])) == nil)
        #expect(try StartFile(ProcessArguments(["--norc"]), environment) == nil)
        #expect(try StartFile(ProcessArguments(["--rcfile", "x"]), environment)?.path == "x")
        #expect(try StartFile(ProcessArguments(["--rcfile=x"]), environment)?.mustExist == true)
    }

    @Test(arguments: [
        ["-c", "a", "-c", "b"], ["-c", "a", "-f", "b"], ["--"], ["--", "image", "list"],
        ["--os-cloud"], ["-c"], ["-f"], ["--backend"], ["--rcfile"], ["--nope"], ["image", "list", "--os-token"],
    ])
    func `that cannot be understood are refused`(_ arguments: [String]) {
        #expect(throws: UsageError.self) { try ProcessArguments(arguments) }
    }

    @Test(
        arguments: [
            (nil, [:], [:], "local"), ("local:/x", ["IMGSH_BACKEND": "local:/y"], [:], "local:/x"),
            (nil, ["IMGSH_BACKEND": "local:/y", "OS_CLOUD": "lab"], [:], "local:/y"),
            (nil, ["OS_CLOUD": "lab"], [:], "glance@lab"), (nil, ["OS_CLOUD": ""], [:], "local"),
            (nil, ["IMGSH_BACKEND": "local:/y"], ["OS_CLOUD": "lab"], "glance@lab"),
            (nil, ["IMGSH_BACKEND": "memory"], ["OS_CLOUD": "lab"], "glance@lab"),
            (nil, ["IMGSH_BACKEND": "memory"], [:], "memory"),
            (nil, ["IMGSH_BACKEND": "nova@prod"], ["OS_CLOUD": "lab"], "nova@prod"),
            (nil, ["IMGSH_BACKEND": "lcal"], ["OS_CLOUD": "lab"], "lcal"),
            ("local:/x", ["IMGSH_BACKEND": "local:/y"], ["OS_CLOUD": "lab"], "local:/x"),
        ] as [(String?, [String: String], [String: String], String)])
    func `and the environment say which backend is first`(
        _ option: String?, _ variables: [String: String], _ options: [String: String], _ address: String
    ) throws {
        struct Kinds: Plugin {
            let name = "kinds"
            func register(with registrar: inout Registrar) throws {
                for (kind, isOfClouds) in [("glance", true), ("nova", true), ("local", false), ("memory", false)] {
                    try registrar.add(
                        BackendProvider(
                            name: kind, summary: "", forms: [], isOfClouds: isOfClouds,
                            meant: { environment in
                                guard kind == "glance" else { return nil }
                                return environment["OS_CLOUD"].map { BackendAddress(kind: kind, cloud: $0) }
                            }
                        ) { _, _ in throw ImageError(.unsupported, "never opened") })
                }
            }
        }
        let registry = try Registrar(plugins: [Kinds()]).finish()
        let environment = BackendEnvironment(variables: variables, options: options)
        #expect(try StartingBackend.address(option, environment, registry).description == address)
    }
}

struct `standard input` {
    @Test(arguments: [S_IFIFO, S_IFREG, S_IFSOCK, S_IFBLK])
    func `is data where it is a pipe, a file or a disk`(_ kind: mode_t) {
        #expect(PipedInput.holdsData(kind | 0o600))
    }

    @Test(arguments: [S_IFCHR, S_IFDIR])
    func `is none where it is what a program has that is given nothing`(_ kind: mode_t) {
        #expect(!PipedInput.holdsData(kind | 0o600))
    }
}
