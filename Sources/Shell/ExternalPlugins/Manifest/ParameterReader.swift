internal import CommandKit
internal import JSONText

/// Reads the arguments and options of a command in a manifest.
struct ParameterReader {
    /// What every command takes anyway.
    private static let reserved = ["-h", "--help", "-q", "--quiet"]

    private let command: ManifestFields
    private var taken: Set<String>

    /// - Parameter output: brings options of its own.
    init(_ command: ManifestFields, output: Signature.Output) {
        self.command = command
        let signature = Signature(CommandName(""), summary: "", parameters: [], output: output)
        taken = Set(signature.allParameters.flatMap(\.shape.allSpellings) + Self.reserved)
    }

    func parameters() throws(ManifestError) -> [any Parameter] {
        var reader = self
        var parameters: [any Parameter] = []
        var hasRest = false
        for (json, place) in try command.list("arguments", atMost: 20) {
            let argument = try reader.argument(json, at: place)
            guard !hasRest else {
                throw ManifestError(place: place, reason: "an argument that repeats must be the last")
            }
            hasRest = argument.shape.repeats
            parameters.append(argument)
        }
        for (json, place) in try command.list("options", atMost: 100) {
            parameters.append(try reader.option(json, at: place))
        }
        return parameters
    }

    private mutating func argument(_ json: JSON, at place: String) throws(ManifestError) -> ManifestParameter {
        let fields = try ManifestFields(
            json, at: place, known: ["name", "help", "type", "choices", "optional", "repeats"])
        let name = try fields.text("name")
        guard PluginFile.isName(name) else {
            throw fields.error("name", "may have letters, digits, '.', '_' and '-'")
        }
        try take(name, fields, "name")
        let (isOptional, repeats) = (try fields.flag("optional"), try fields.flag("repeats"))
        let type = try type(fields)
        let shape = ParameterShape(
            key: name, kind: .positional(minimum: isOptional ? 0 : 1, maximum: repeats ? nil : 1), valueName: name,
            help: try fields.text("help"), repeats: repeats, completion: type.completion)
        return ManifestParameter(shape: shape, type: type)
    }

    private mutating func option(_ json: JSON, at place: String) throws(ManifestError) -> ManifestParameter {
        let fields = try ManifestFields(
            json, at: place,
            known: ["name", "other-names", "value", "help", "type", "choices", "default", "repeats", "secret"])
        let name = try fields.text("name")
        let others = try fields.texts("other-names", atMost: 5)
        for spelling in [name] + others {
            guard Self.isOption(spelling, isLong: spelling == name) else {
                let form = spelling == name ? "--name" : "--name or -n"
                throw fields.error("name", "'\(spelling)' is no option of the form \(form)")
            }
            try take(spelling, fields, "name")
        }
        let help = ParameterShape.Spelling(name, others: others, help: try fields.text("help"))
        guard let value = try fields.optionalText("value") else {
            for field in ["type", "choices", "default", "secret"] where fields.value(field) != nil {
                throw fields.error(field, "an option without 'value' has none")
            }
            // A flag may always be repeated; it is the same as once.
            let shape = ParameterShape(key: name, kind: .flag, spellings: [help], repeats: true)
            return ManifestParameter(shape: shape, type: .text)
        }
        let type = try type(fields)
        let shape = ParameterShape(
            key: name, kind: .option, spellings: [help], valueName: value, repeats: try fields.flag("repeats"),
            defaultText: try fields.optionalText("default"), completion: type.completion,
            isSecret: try fields.flag("secret"))
        return ManifestParameter(shape: shape, type: type)
    }

    private mutating func take(_ word: String, _ fields: ManifestFields, _ field: String) throws(ManifestError) {
        guard taken.insert(word).inserted else {
            throw fields.error(field, "'\(word)' is taken: by another one, or by what every command has")
        }
    }

    private func type(_ fields: ManifestFields) throws(ManifestError) -> ManifestType {
        let choices = try fields.list("choices", atMost: 200)
        let word = try fields.optionalText("type")
        guard !choices.isEmpty else {
            guard let word else { return .text }
            if let found = ManifestType.named.first(where: { $0.name == word }) { return found.type }
            let known = ManifestType.named.map(\.name)
            let near = Suggestion.nearest(to: word, in: known).map { "; '\($0)' is one" }
            throw fields.error(
                "type", "'\(word)' is no type\(near ?? " (there are: \(known.joined(separator: ", ")))")")
        }
        guard word == nil else { throw fields.error("type", "stands beside 'choices'; only one of them can hold") }
        var words: [(word: String, description: String)] = []
        for (json, place) in choices {
            if let word = json.string, !word.isEmpty, SafeText.isPlain(word) {
                words.append((word, ""))
            } else {
                let one = try ManifestFields(json, at: place, known: ["word", "help"])
                words.append((try one.text("word"), try one.optionalText("help") ?? ""))
            }
        }
        return .choice(words)
    }

    private static func isOption(_ text: String, isLong: Bool) -> Bool {
        let name = text.drop { $0 == "-" }
        let dashes = text.count - name.count
        return PluginFile.isName(String(name)) && (dashes == 2 || !isLong && dashes == 1 && name.count == 1)
    }
}
