import BackendKit
import CommandKit
import ExternalPlugins
import TestSupport

/// A shell with a directory of plugins, and nothing else that could be one.
struct PluginFolder {
    let shell: TestShell
    let plugins: TemporaryDirectory

    /// - Parameter plugins: compiled ones, beside.
    init(_ environment: [String: String] = [:], plugins compiled: [any Plugin] = []) throws {
        plugins = try TemporaryDirectory()
        let settings = ["IMGSH_PLUGIN_PATH": plugins.path, "PATH": "/usr/bin:/bin"]
        shell = try TestShell(
            plugins: [ExternalPlugins()] + compiled, environment: settings.merging(environment) { _, given in given })
    }

    func run(_ line: String) async throws -> TestShell.Result { try await shell.run(line) }

    /// A program that prints this manifest, and else does this.
    @discardableResult
    func add(_ name: String, manifest: String, then script: String = "", in directory: TemporaryDirectory? = nil) throws
        -> String
    {
        try add(
            name, script: "if [ \"$1\" = --imgsh-manifest ]; then cat <<'END'\n\(manifest)\nEND\nexit; fi\n\(script)",
            in: directory)
    }

    /// A program with one command of its name.
    @discardableResult
    func add(_ name: String, command more: String, then script: String, in directory: TemporaryDirectory? = nil) throws
        -> String
    {
        let manifest = #"{"imgsh": 1, "commands": [{"name": "\#(name)", "summary": "Do it"\#(more)}]}"#
        return try add(name, manifest: manifest, then: script, in: directory)
    }

    @discardableResult
    func add(_ name: String, script: String, in directory: TemporaryDirectory? = nil) throws -> String {
        try (directory ?? plugins).writeProgram("imgsh-\(name)", "#!/bin/sh\n\(script)\n")
    }
}
