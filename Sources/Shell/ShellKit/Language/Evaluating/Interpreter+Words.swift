internal import BackendKit
internal import CommandKit

/// What words become when they run.
extension Interpreter {
    /// The words of a command. Each template is one word, whatever is put into it; only `$@` is as many as there are.
    func words(of templates: [WordTemplate]) async throws -> [Word] {
        var words: [Word] = []
        words.reserveCapacity(templates.count)
        for template in templates {
            if template.isArguments, !stack.arguments.isEmpty || template.argumentsFallback == nil {
                words += stack.arguments.map { Word($0, at: template.span, isQuoted: true, isValue: true) }
            } else {
                words.append(try await word(of: template))
            }
        }
        return words
    }

    func word(of template: WordTemplate) async throws -> Word {
        if let literal = template.literal {
            return Word(try home(literal, template), at: template.span, isQuoted: template.isQuoted)
        }
        let isValue = if case .text = template.parts.first { false } else { true }
        return Word(try await text(of: template), at: template.span, isQuoted: true, isValue: isValue)
    }

    func text(of template: WordTemplate) async throws -> String {
        if let literal = template.literal { return try home(literal, template) }
        var text = ""
        for (index, part) in template.parts.enumerated() {
            switch part {
            case .text(let part): text += index == 0 ? try home(part, template) : part
            case .variable(let use): text += try await value(of: use)
            case .command(let statement): text += try await output(of: statement)
            }
        }
        return text
    }

    private func value(of use: VariableUse) async throws -> String {
        if let value = known(use.name), !value.isEmpty || use.fallback == nil { return value }
        if let fallback = use.fallback { return try await text(of: fallback) }
        throw UsageError(missing(use.name), at: use.span, hint: hint(for: use.name))
    }

    private func known(_ name: VariableUse.Name) -> String? {
        switch name {
        case .named(let name): stack.value(of: name)
        case .argument(0): stack.paths.last ?? "imgsh"
        case .argument(let number): number <= stack.arguments.count ? stack.arguments[number - 1] : nil
        case .arguments: stack.arguments.joined(separator: " ")
        case .count: String(stack.arguments.count)
        case .status: String(lastStatus.rawValue)
        case .image: lastImage.value
        }
    }

    private func missing(_ name: VariableUse.Name) -> String {
        switch name {
        case .argument(let number):
            let count = stack.arguments.count
            return "there is no argument \(number): \(count == 0 ? "none was given" : "\(count) given")"
        case .image: return "no image was named or made yet"
        default: return "no variable '\(name)'"
        }
    }

    private func hint(for name: VariableUse.Name) -> String {
        if case .named(let name) = name {
            if let near = Suggestion.nearest(to: name, in: stack.names) { return "$\(near)" }
            // Those of the environment are a program's to tell.
            return session.environment[name] == nil ? "let \(name) = VALUE" : "let \(name) = $(echo | printenv \(name))"
        }
        return "${\(name):-DEFAULT}"
    }

    /// - Throws: ``UsageError`` where nobody knows the home directory, as below cron or systemd.
    private func home(_ text: String, _ template: WordTemplate) throws(UsageError) -> String {
        guard template.wantsHome(text) else { return text }
        guard let home = session.environment["HOME"] else {
            throw UsageError("'~' stands for nothing: HOME is not set", at: template.span, hint: "the whole path")
        }
        return template.with(home: home, in: text)
    }
}
