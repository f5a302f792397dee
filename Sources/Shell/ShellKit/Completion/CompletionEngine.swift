internal import BackendKit
internal import CommandKit

/// Says what may stand at the end of a line. One engine for the prompt and for bash, zsh and fish.
struct CompletionEngine: Sendable {
    let registry: Registry
    let session: Session
    let names: BackendNames
    /// The aliases there are, and the lines they stand for.
    let aliases: @Sendable () async -> [(name: String, line: String)]
    /// The jobs that run.
    let jobs: @Sendable () -> [Candidate]
    /// The variables and functions there are.
    var language: @Sendable () async -> LanguageNames = { LanguageNames() }

    private var backends: BackendCandidates { BackendCandidates(registry: registry, session: session) }
    private func values(_ registry: Registry) -> ValueCandidates {
        ValueCandidates(
            session: session, names: names, backends: backends, commands: CommandCandidates(registry: registry),
            aliases: aliases, jobs: jobs)
    }

    /// The commands that count for these words: looked for outside only where names of commands are wanted.
    private func registry(for words: [String], _ partial: String) async -> Registry {
        if let found = registry.command(for: words), found.wordCount <= words.count {
            let wantsCommands = found.command.signature.parameters.contains { $0.shape.completion.isOfCommands }
            if !wantsCommands { return registry }
        } else if partial.hasPrefix("-"), (try? await registry.find(words, in: session)) != nil {
            return registry.known
        }
        return await registry.whole(in: session)
    }

    /// - Parameter text: everything left of the cursor, in the grammar of the shell.
    func complete(_ text: String) async -> CompletionResult {
        guard let line = PartialLine(text) else { return CompletionResult() }
        return await complete(line)
    }

    func complete(_ line: PartialLine) async -> CompletionResult {
        let (offer, partial) = await offer(for: line)
        let goesOn = offer.candidates.allSatisfy { $0.word.begins(with: partial) }
        return CompletionResult(
            replacing: line.replacing, offer: offer, continuesWord: goesOn && offer.isWhole)
    }

    /// The clouds that are known.
    func clouds() async -> [Candidate] { await backends.clouds() }

    /// Values of an option that no command has.
    func complete(_ source: CompletionSource, _ partial: String) async -> CompletionResult {
        let line = PartialLine(words: [], partial: partial, replacing: 0)
        let value = TypedValue(
            partial: partial, place: ArgumentPlace(of: partial, after: [], in: .nameless), words: [],
            signature: .nameless, line: await session.current)
        let offer = await values(registry).offer(source, for: value)
        let goesOn = offer.candidates.allSatisfy { $0.word.begins(with: partial) }
        return CompletionResult(replacing: line.replacing, offer: offer, continuesWord: goesOn)
    }

    private func offer(for line: PartialLine) async -> (Offer, partial: String) {
        switch line.place {
        case .file:
            let home = session.environment["HOME"]
            let files = FileCandidates(home: home, directoriesOnly: false).find(line.partial)
            return (Offer(candidates: files), line.partial)
        case .program:
            let programs = ProgramCandidates(path: session.environment["PATH"], home: session.environment["HOME"])
            return (Offer(candidates: programs.find(line.partial)), line.partial)
        case .variable: return (await variables(for: line), line.partial)
        case .command: break
        }
        if line.words.isEmpty, line.partial.hasPrefix("@") {
            return (Offer(candidates: await backends.addresses(startingWith: line.partial)), line.partial)
        }
        guard let (home, typed) = await addressed(await expanded(line.words)) else { return (Offer(), line.partial) }
        let registry = await registry(for: typed, line.partial)
        let words = innermost(typed, registry)
        var offer = Offer()
        var partial = line.partial
        if let found = registry.command(for: words), found.wordCount <= words.count {
            let rest = Array(words.dropFirst(found.wordCount))
            let place = ArgumentPlace(of: line.partial, after: rest, in: found.command.signature)
            offer = await self.offer(at: place, after: rest, of: found.command.signature, home, registry)
            partial = String(
                place.partial.unicodeScalars.dropFirst(
                    max(0, offer.keeps.unicodeScalars.count - place.keeps.unicodeScalars.count)))
            if !rest.isEmpty || place.isOption { return (offer, partial) }
        }
        offer.candidates = await commandWords(after: words, line, registry) + offer.candidates
        return (offer, partial)
    }

    /// The words with the first one replaced, when it is an alias.
    private func expanded(_ words: [String]) async -> [String] {
        guard let first = words.first, let line = await aliases().first(where: { $0.name == first })?.line,
            let found = try? Parser.plainCommand(line)
        else { return words }
        return found.map(\.text) + words.dropFirst()
    }

    /// The words of the command that a command is to run (`watch image list`), or else the words as they are.
    private func innermost(_ words: [String], _ registry: Registry) -> [String] {
        guard let found = registry.command(for: words), found.wordCount <= words.count else { return words }
        let signature = found.command.signature
        guard signature.parameters.contains(where: { $0.shape.takesCommandLine }) else { return words }
        let rest = Array(words.dropFirst(found.wordCount))
        guard let start = ArgumentPlace.firstPositional(in: rest, of: signature) else { return words }
        return innermost(Array(rest[start...]), registry)
    }

    /// The backend a line is for, and its words without the address.
    /// - Returns: `nil` when the address means no backend.
    private func addressed(_ words: [String]) async -> (BackendChoice, [String])? {
        guard let first = words.first, first.hasPrefix("@") else { return (await session.current, words) }
        let choice = try? await session.choice(for: String(first.unicodeScalars.dropFirst()))
        guard let choice else { return nil }
        return (choice, await expanded(Array(words.dropFirst())))
    }

    private func offer(
        at place: ArgumentPlace, after words: [String], of signature: Signature, _ home: BackendChoice,
        _ registry: Registry
    ) async -> Offer {
        switch place.what {
        case .options(let shapes):
            return Offer(candidates: OptionCandidates.candidates(shapes, place.partial))
        case .values(let sources):
            let value = TypedValue(
                partial: place.partial, place: place, words: words, signature: signature, line: home)
            var all = Offer(keeps: place.keeps)
            for source in sources {
                let one = await values(registry).offer(source, for: value)
                all.candidates += one.candidates.filter { !all.candidates.contains($0) }
                all.keeps = place.keeps + one.keeps
                all.isCut = all.isCut || one.isCut
                all.isWhole = all.isWhole && one.isWhole
            }
            return all
        }
    }

    /// Commands and, at the start of a line, aliases, functions and words of the language.
    private func commandWords(
        after words: [String], _ line: PartialLine, _ registry: Registry
    ) async -> [Candidate] {
        let partial = line.partial
        let commands = CommandCandidates(registry: registry).candidates(after: words, partial)
        guard words.isEmpty else { return commands }
        let functions = Set(await language().functions + line.functions).sorted()
        let named =
            await aliases().map { Candidate(word: $0.name, detail: "alias") }.fitting(partial)
            + functions.map { Candidate(word: $0, detail: "function") }.fitting(partial)
        let keywords = Keyword.all.filter { keyword in
            // They are in nobody's way once they are begun.
            !partial.isEmpty && keyword.word.begins(with: partial)
                && (line.isInBlock || !Keyword.closing.contains(keyword.word))
        }.map { Candidate(word: $0.word, detail: $0.summary) }
        let isBegun = !keywords.isEmpty || commands.contains { $0.word.begins(with: partial) }
        let begun = isBegun ? commands.filter { $0.word.begins(with: partial) } : commands
        return begun + (isBegun ? named.filter { $0.word.begins(with: partial) } : named) + keywords
    }

    private func variables(for line: PartialLine) async -> Offer {
        let known = await language().variables
        var candidates = known.map { Candidate(word: $0.name, detail: $0.value) }
        for name in Set(line.variables).sorted()
        where Parser.isName(name) && !known.contains(where: { $0.name == name }) {
            candidates.append(Candidate(word: name))
        }
        return Offer(candidates: candidates.filter { $0.word.begins(with: line.partial) })
    }
}

extension CompletionSource {
    /// Whether it offers names of commands.
    fileprivate var isOfCommands: Bool {
        switch self {
        case .commands, .commandLine: true
        case .list(let source): source.isOfCommands
        default: false
        }
    }
}

extension Signature {
    /// That of no command.
    fileprivate static let nameless = Signature(CommandName(""), "", examples: [])
}
