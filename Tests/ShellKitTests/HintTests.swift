import BackendKit
import CommandKit
import TestSupport
import Testing

struct `what to type next` {
    @Test func `is for the shell in which the command was typed`() async throws {
        let shell = try TestShell()
        let pattern = shell.directory("*.nosuch")
        let call = try await shell.run(arguments: ["create", "--file", pattern])
        #expect(call.errors.hasSuffix("  try: ls\n"), "\(call.errors)")
        let script = try shell.file("script", "create --file '\(pattern)'")
        for arguments in [["-c", "create --file '\(pattern)'"], ["-f", script], ["source", script]] {
            let result = try await shell.run(arguments: arguments)
            #expect(result.errors.contains("  try: !ls\n"), "\(result.errors)")
        }
    }

    @Test(arguments: [
        ("lcoal", "--backend local"), ("local:", "--backend local:/srv/images"), ("glance@", "--os-cloud CLOUD"),
    ])
    func `is an option where the backend is chosen for one command`(_ backend: String, _ hint: String) async throws {
        let result = try await TestShell().run(arguments: ["--backend", backend, "list"])
        #expect(result.status == .usage)
        #expect(result.errors.hasSuffix("  try: \(hint)\n"), "\(result.errors)")
    }

    @Test(arguments: [
        ("backend use glance@prod:R2", "--os-cloud prod --os-region-name R2"), ("use glance", "--backend glance"),
        ("use nova@prod", "--backend nova@prod"), ("use 'local:/my images'", "--backend 'local:/my images'"),
        ("backend use local:/a --as NAME", "backend use local:/a --as NAME"),
        ("use https in the cloud's auth_url", "use https in the cloud's auth_url"),
    ])
    func `names a backend by the option that has it`(_ hint: String, _ other: String) {
        #expect(HintLine.text(hint, inOtherShell: true) == "  try: \(other)")
        #expect(HintLine.text(hint, inOtherShell: false) == "  try: \(hint)")
    }

    @Test(arguments: [
        ("openstack --os-cloud lab image list --long", "--os-cloud", "@glance@lab image list --long"),
        ("--os-cloud lab image list", "--os-cloud", "@glance@lab image list"),
        ("glance --os-cloud lab --os-region-name R2 image-list", "--os-cloud", "@glance@lab:R2 image-list"),
        ("imgsh --os-cloud lab", "--os-cloud", "use glance@lab"),
        ("--debug --os-cloud lab image list", "--debug", "imgsh --debug …, or: help backends"),
        ("--os-cloud lab --os-project-name p image list", "--os-cloud", "imgsh --os-cloud …, or: help backends"),
        ("image list --os-cloud lab --long", "--os-cloud", "@glance@lab image list --long"),
        ("@local image list --os-cloud=lab", "--os-cloud", "@glance@lab image list"),
        ("list --os-cloud 'a b' --os-region-name R2", "--os-cloud", "@'glance@a b:R2' list"),
        ("backend use --os-cloud lab", "--os-cloud", "use glance@lab"),
        ("image list --os-region-name R2", "--os-region-name", "imgsh --os-region-name …, or: help backends"),
        ("image list --os-token t", "--os-token", "imgsh --os-token …, or: help backends"),
    ])
    func `is said for a line with the options of the program`(
        _ line: String, _ option: String, _ hint: String
    ) async throws {
        let result = try await TestShell().run(line)
        #expect(result.status == .usage)
        let message = "imgsh: '\(option)' is given where imgsh begins; a line names its backend itself\n"
        #expect(result.errors.hasPrefix(message), "\(result.errors)")
        #expect(result.errors.hasSuffix("  try: \(hint)\n"), "\(result.errors)")
    }

    @Test(arguments: [
        ("openstack --debug image list", "'--debug' is given where imgsh begins", "config debug on"),
        ("--timing list", "'--timing' is given where imgsh begins", "config timing on"),
        ("--log-file l list", "'--log-file' is given where imgsh begins", "imgsh --log-file …"),
        ("image list --debug", "'--debug' is given where imgsh begins", "config debug on"),
        ("backend use local --os-nonsense x", "'backend use' has no option '--os-nonsense'", "help backend use"),
        ("imgsh image list --long", "this is imgsh already; its commands are typed without it", "image list --long"),
        ("imgsh nightly.imgsh a", "this is imgsh already; its commands are typed without it", "source nightly.imgsh a"),
    ])
    func `is said for a line as it is typed in another shell`(
        _ line: String, _ message: String, _ hint: String
    ) async throws {
        let result = try await TestShell().run(line)
        #expect(result.status == .usage)
        #expect(result.errors.hasPrefix("imgsh: \(message)\n"), "\(result.errors)")
        #expect(result.errors.hasSuffix("  try: \(hint)\n"), "\(result.errors)")
    }

    @Test func `is so as well below what is said of one image of several`() async throws {
        let shell = try TestShell(plugins: [Complaints()])
        let call = try await shell.run(arguments: ["complain"])
        #expect(call.errors == "imgsh: 'a': no room\n  try: df\nimgsh: no room\n  try: df\n")
        let script = try shell.file("script", "complain")
        for arguments in [["-c", "complain"], ["-f", script], ["source", script]] {
            let result = try await shell.run(arguments: arguments)
            #expect(result.errors == "imgsh: 'a': no room\n  try: !df\nimgsh: no room\n  try: !df\n")
        }
    }
}

/// A command that goes on after what it complains of.
private struct Complaints: Plugin {
    let name = "complaints"

    func register(with registrar: inout Registrar) throws { try registrar.add(Complain()) }
}

private struct Complain: Command {
    var signature: Signature { Signature(CommandName("complain"), "Complain", changes: .nothing, examples: []) }

    func run(_ call: Call, in context: CommandContext) async throws {
        let error = ImageError(.local, "no room", hint: "!df")
        try context.console.report(error, about: "'a'")
        try context.console.report(error)
    }
}
