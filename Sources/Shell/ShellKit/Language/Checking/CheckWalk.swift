internal import BackendKit
internal import CommandKit

/// Looks at every command of a script as far as its words are known.
struct CheckWalk: BlockVisitor {
    let script: Script
    let registry: Registry
    let names: ScriptNames
    /// What programs see.
    let environment: BackendEnvironment
    /// What `~` stands for.
    let home: String?
    private(set) var problems: [UsageError] = []
    private(set) var commandCount = 0

    init(script: Script, registry: Registry, names: ScriptNames, environment: BackendEnvironment, home: String?) {
        self.script = script
        self.registry = registry
        self.names = names
        self.environment = environment
        self.home = home
    }

    mutating func visit(_ part: Pipeline.Part, isProgram: Bool) {
        guard !isProgram else { return }
        commandCount += 1
        do {
            try check(part)
        } catch let error as UsageError {
            var error = error
            error.span = error.span ?? part.span
            problems.append(error)
        } catch let error as SyntaxError {
            problems.append(UsageError(error.message, at: part.span))
        } catch {
            problems.append(UsageError("\(error)", at: part.span))
        }
    }

    mutating func visit(program line: String, at span: SourceSpan) {
        do {
            try ShellLine(line, at: span).check(registry, functions: names.functions, path: environment["PATH"]) {
                names.variables.contains($0) && environment[$0] == nil
            }
        } catch {
            problems.append(error)
        }
    }

    mutating func visit(_ use: VariableUse) {
        guard case .named(let name) = use.name, use.fallback == nil, !names.variables.contains(name), !names.mayBeMore
        else { return }
        problems.append(
            UsageError(
                "nothing in the script sets a variable '\(name)'", at: use.span,
                hint: Suggestion.nearest(to: name, in: names.variables.sorted()).map { "$\($0)" }
                    ?? "${\(name):-DEFAULT}"))
    }

    mutating func visit(_ word: WordTemplate, of keyword: Keyword, as type: any ArgumentValue.Type) {
        guard let text = word.literal else { return }
        do {
            _ = try type.read(text, at: word.span, of: keyword)
        } catch {
            problems.append(error)
        }
    }

    mutating func visit(_ definition: FunctionDefinition) {
        guard let problem = Interpreter.problem(withFunction: definition.name, registry) else { return }
        problems.append(UsageError(problem, at: definition.nameSpan))
    }

    private func check(_ part: Pipeline.Part) throws {
        let readsInput = part.redirections.contains { $0.stream == .input }
        // `$@` alone may be any command.
        guard part.words.first?.isArguments == false else { return }
        try check(
            try words(of: part), isWhole: !part.words.contains(where: \.isArguments), readsInput: readsInput)
    }

    private func check(_ typed: [Word], isWhole: Bool, readsInput: Bool) throws {
        if try isFunction(typed, readsInput: readsInput) { return }
        let words = try AddressedLine(typed, expanding: names.aliases).words
        if try isFunction(words, readsInput: readsInput) { return }
        let plain = words.prefix { !$0.isQuoted && !$0.text.hasPrefix("-") }.map(\.text)
        guard let found = registry.command(for: plain) else {
            if NounHelp.call(for: words, in: registry) != nil || mayBeFunction(words) { return }
            throw UnknownCommand.error(
                for: words, registry, others: names.aliases.names + names.functions,
                path: environment["PATH"])
        }
        let signature = found.command.signature
        if readsInput, !signature.readsInput {
            throw UsageError("'\(signature.name)' reads no data", at: words[0].span)
        }
        let (rest, _) = QuietOption.take(from: Array(words.dropFirst(found.wordCount)))
        if rest.contains(where: { !$0.isQuoted && ($0.text == "--help" || $0.text == "-h") }) { return }
        if let error = OtherShellWords.setting(words) { throw error }
        let foreseen = try ProgramOption.explaining(words, of: signature) { () throws(UsageError) in
            try CallParser.check(rest, by: signature, isWhole: isWhole)
        }
        // What a variable holds may make two options right or wrong together.
        if let call = foreseen.call { try found.command.command.check(call) }
        let other = foreseen.commandLine
        if !other.isEmpty { try check(other, isWhole: true, readsInput: false) }
    }

    /// - Throws: ``UsageError`` for one that is given data.
    private func isFunction(_ words: [Word], readsInput: Bool) throws(UsageError) -> Bool {
        guard let first = words.first, !first.isQuoted, names.functions.contains(first.text) else { return false }
        guard readsInput else { return true }
        throw UsageError("a function reads no data; a command in it can", at: first.span)
    }

    /// Whether a script that cannot be looked into may have made a function of this name: none hides a command.
    private func mayBeFunction(_ words: [Word]) -> Bool {
        guard names.mayBeMore, let first = words.first, !first.isQuoted, !first.isValue else { return false }
        return Interpreter.problem(withFunction: first.text, registry) == nil
    }

    /// The words as far as they are known. `$@` may be none, one or several.
    private func words(of part: Pipeline.Part) throws -> [Word] {
        part.words.filter { !$0.isArguments }.map { template in
            if let literal = template.literal {
                return Word(template.with(home: home, in: literal), at: template.span, isQuoted: template.isQuoted)
            }
            let isValue = if case .text = template.parts.first { false } else { true }
            // What is known of it may be the name of an option.
            let known = template.parts.prefix { if case .text = $0 { true } else { false } }.map { part in
                if case .text(let text) = part { text } else { "" }
            }.joined()
            return Word(known, at: template.span, isQuoted: true, isValue: isValue, isUnknown: true)
        }
    }
}
