internal import CommandKit

@testable import ExternalPlugins

extension FuzzTarget {
    /// What a program says of the commands it brings.
    static let pluginManifest = FuzzTarget("plugin-manifest", longest: 8192) { bytes in
        let manifest: PluginManifest
        do throws(ManifestError) {
            manifest = try ManifestReader(name: "demo").manifest(bytes)
        } catch {
            try promise(!error.reason.isEmpty, "a mistake has a reason")
            try promise(SafeText.isPlain("\(error)"), "a mistake can be shown: \(error)")
            return
        }
        try promise((1...100).contains(manifest.commands.count), "a program brings some commands")
        for command in manifest.commands {
            let signature = command.signature
            for path in signature.commandName.paths {
                try promise(path.first == "demo" && path.count <= 6, "a command begins with its program: \(path)")
            }
            let page = HelpText.page(for: RegisteredCommand(Silent(signature: signature), plugin: "demo"), columns: 80)
            let lines = page.unicodeScalars.split(separator: "\n").map(String.init)
            try promise(lines.allSatisfy(SafeText.isPlain), "its help can be shown")
            for words in [[], ["a"], ["--help", "--", "-x"]] {
                let words = words.map { Word($0, at: SourceSpan(line: 1, column: 1, length: 1)) }
                _ = try? CallParser.parse(words, by: signature)
            }
        }
    }
}

/// A command that does nothing.
private struct Silent: Command {
    let signature: Signature

    func run(_ call: Call, in context: CommandContext) async throws {}
}
