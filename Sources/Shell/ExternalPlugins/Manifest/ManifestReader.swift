internal import CommandKit
internal import JSONText

/// Makes a manifest of what a plugin has printed.
struct ManifestReader {
    /// The version of the format, in the field `imgsh`.
    static let version: Int64 = 1

    /// The program's name behind `imgsh-`, which its commands begin with.
    let name: String

    /// - Throws: ``ManifestError``.
    func manifest(_ bytes: [UInt8]) throws(ManifestError) -> PluginManifest {
        let json: JSON
        do {
            json = try JSONReader.value(of: bytes)
        } catch {
            throw ManifestError(place: "", reason: "\(error)")
        }
        let fields = try ManifestFields(json, at: "", known: ["imgsh", "version", "commands"])
        guard let version = fields.value("imgsh")?.count else {
            throw fields.error("imgsh", "must be the version of the format, \(Self.version)")
        }
        guard version == Self.version else {
            throw fields.error("imgsh", "this imgsh reads version \(Self.version), not \(version)")
        }
        var commands: [ManifestCommand] = []
        for (json, place) in try fields.list("commands", atMost: 100) {
            commands.append(try command(json, at: place, beside: commands))
        }
        guard !commands.isEmpty else { throw fields.error("commands", "there are none") }
        return PluginManifest(version: try fields.optionalText("version"), commands: commands)
    }

    private func command(
        _ json: JSON, at place: String, beside others: [ManifestCommand]
    ) throws(ManifestError) -> ManifestCommand {
        let fields = try ManifestFields(
            json, at: place,
            known: [
                "name", "other-names", "summary", "discussion", "arguments", "options", "output", "columns", "access",
                "changes", "examples",
            ])
        let path = try path(try fields.text("name"), at: fields.place(of: "name"))
        var second: [[String]] = []
        for (json, place) in try fields.list("other-names", atMost: 10) {
            second.append(try self.path(json.string ?? "", at: place))
        }
        var taken = others.flatMap(\.signature.commandName.paths)
        for path in [path] + second {
            guard !taken.contains(path) else {
                throw fields.error("name", "the command '\(path.joined(separator: " "))' is there twice")
            }
            taken.append(path)
        }
        let output = try output(fields)
        let parameters = try ParameterReader(fields, output: output).parameters()
        let columns = try fields.texts("columns", atMost: 100)
        guard output == .none || !columns.isEmpty else {
            throw ManifestError(place: place, reason: "has output, but no 'columns'")
        }
        let changes = try fields.flag("changes", unlessSaid: true)
        let name = CommandName(
            path.joined(separator: " "), others: second.map { $0.joined(separator: " ") })
        let signature = Signature(
            name, summary: try fields.text("summary"), discussion: try fields.texts("discussion", atMost: 100),
            parameters: parameters, output: output,
            columns: columns, changes: changes ? .unsaid : .nothing, examples: try examples(fields, of: [path] + second)
        )
        return ManifestCommand(
            signature: signature, access: try word(fields, "access") ?? .none, changes: changes)
    }

    /// The words of a command's name: those of the program first, joined by dashes or not.
    private func path(_ text: String, at place: String) throws(ManifestError) -> [String] {
        let words = text.split(separator: " ").map(String.init)
        let joined = words.joined(separator: "-")
        guard words.count <= 6, words.allSatisfy(PluginFile.isName), joined == name || joined.hasPrefix(name + "-"),
            (1...max(1, words.count)).contains(where: { words.prefix($0).joined(separator: "-") == name })
        else {
            let text = SafeText.message(text)
            throw ManifestError(
                place: place, reason: "'\(text)' does not begin with '\(name)', as commands of imgsh-\(name) do")
        }
        return words
    }

    private func output(_ fields: ManifestFields) throws(ManifestError) -> Signature.Output {
        guard let word = try fields.optionalText("output") else { return .none }
        switch word {
        case "text": return .none
        case "rows": return .listing
        case "record": return .record
        default: throw fields.error("output", "'\(word)' is none of text, rows, record")
        }
    }

    private func word(_ fields: ManifestFields, _ name: String) throws(ManifestError) -> ManifestCommand.Access? {
        guard let word = try fields.optionalText(name) else { return nil }
        if let found = ManifestCommand.Access(rawValue: word) { return found }
        let known = ManifestCommand.Access.allCases.map(\.rawValue).joined(separator: ", ")
        throw fields.error(name, "'\(word)' is none of \(known)")
    }

    private func examples(_ fields: ManifestFields, of paths: [[String]]) throws(ManifestError) -> [Example] {
        var examples: [Example] = []
        for (json, place) in try fields.list("examples", atMost: 50) {
            let one = try ManifestFields(json, at: place, known: ["line", "purpose"])
            let line = try one.text("line")
            let words = line.split(separator: " ").map(String.init)
            guard paths.contains(where: words.starts(with:)) else {
                throw one.error("line", "does not begin with the command's name")
            }
            examples.append(Example(line, try one.text("purpose")))
        }
        return examples
    }
}
