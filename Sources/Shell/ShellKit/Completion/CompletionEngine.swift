internal import BackendKit
internal import CommandKit

/// Says what may stand at the end of a line. One engine for the prompt and for bash, zsh and fish.
struct CompletionEngine: Sendable {
    let registry: Registry
    let session: Session
    let names: ImageNameCache
    /// The aliases there are.
    let aliases: @Sendable () async -> [String]
    /// The jobs that run.
    let jobs: @Sendable () -> [Candidate]
    private let stores = StoreNameCache()
    private let servers = ServerNameCache()
    private var backends: BackendCandidates { BackendCandidates(registry: registry, session: session) }
    private var images: ImageCandidates { ImageCandidates(names: names, backends: backends, session: session) }

    init(
        registry: Registry, session: Session, names: ImageNameCache, aliases: @escaping @Sendable () async -> [String],
        jobs: @escaping @Sendable () -> [Candidate]
    ) {
        self.registry = registry
        self.session = session
        self.names = names
        self.aliases = aliases
        self.jobs = jobs
    }

    /// - Parameter text: everything left of the cursor.
    func complete(_ text: String) async -> CompletionResult {
        guard let line = PartialLine(text) else { return CompletionResult(replacing: 0, candidates: []) }
        var result = CompletionResult(replacing: line.replacing, candidates: [])
        if line.words.isEmpty, line.partial.hasPrefix("@") {
            result.candidates = await backends.addresses(startingWith: line.partial)
            return result
        }
        guard let (home, typed) = await addressed(line.words) else { return result }
        let words = innermost(typed)
        if let found = registry.command(for: words), found.wordCount <= words.count {
            let rest = Array(words.dropFirst(found.wordCount))
            let place = ArgumentPlace(of: line.partial, after: rest, in: found.command.signature)
            result.keeps = place.keeps
            result.candidates = await candidates(at: place, after: rest, of: found.command.signature, home)
            if !rest.isEmpty || place.isOption { return result }
        }
        result.candidates = await commandWords(after: words, line.partial) + result.candidates
        return result
    }

    /// The words of the command that a command is to run (`watch image list`), or else the words as they are.
    private func innermost(_ words: [String]) -> [String] {
        guard let found = registry.command(for: words), found.wordCount <= words.count else { return words }
        let signature = found.command.signature
        guard signature.parameters.contains(where: { $0.shape.takesCommandLine }) else { return words }
        let rest = Array(words.dropFirst(found.wordCount))
        guard let start = ArgumentPlace.firstPositional(in: rest, of: signature) else { return words }
        return innermost(Array(rest[start...]))
    }

    /// The backend a line is for, and its words without the address.
    /// - Returns: `nil` when the address means no backend.
    private func addressed(_ words: [String]) async -> (BackendChoice, [String])? {
        guard let first = words.first, first.hasPrefix("@") else { return (await session.current, words) }
        let choice = try? await session.choice(for: String(first.unicodeScalars.dropFirst()))
        return choice.map { ($0, Array(words.dropFirst())) }
    }

    private func candidates(
        at place: ArgumentPlace, after words: [String], of signature: Signature, _ home: BackendChoice
    ) async -> [Candidate] {
        switch place.what {
        case .options(let shapes):
            return shapes.flatMap { shape in
                shape.spellings.map { Candidate(word: $0.text, detail: $0.help) }
            }.filter { $0.word.hasPrefix(place.partial) }.sorted { $0.word.precedesInBytes($1.word) }
        case .value(let source):
            let all = await values(source, place.partial, after: words, signature, home)
            // An image may be offered by its ID although its name was begun.
            if case .images = source { return all }
            return all.filter { $0.word.hasPrefix(place.partial) }
        case .nothing:
            return []
        }
    }

    private func values(
        _ source: CompletionSource, _ partial: String, after words: [String], _ signature: Signature,
        _ home: BackendChoice
    ) async -> [Candidate] {
        switch source {
        case .none: []
        case .words(let words): words.map { Candidate(word: $0.word, detail: $0.description) }
        case .files: FileCandidates.find(partial, directoriesOnly: false)
        case .directories: FileCandidates.find(partial, directoriesOnly: true)
        case .images: await images.candidates(startingWith: partial, from: home)
        case .tags: await names.tags(on: home, in: session)
        case .properties: await names.properties(on: home, in: session)
        case .columns: signature.columns.map { Candidate(word: $0) }
        case .aliases: await aliases().map { Candidate(word: $0) }
        case .commands: commandNames(after: words, partial)
        case .backends: await backends.all(startingWith: partial)
        case .openBackends: await backends.open()
        case .stores: await stores.candidates(on: home, in: session)
        case .servers: await servers.candidates(on: home, in: session)
        case .jobs: jobs().filter { !words.contains($0.word) }
        case .commandLine: await commandWords(after: [], partial)
        }
    }

    /// The words that continue the names of commands.
    private func commandNames(after words: [String], _ partial: String) -> [Candidate] {
        var words = words
        if let first = words.first, Registry.ignoredPrefixes.contains(first) { words.removeFirst() }
        var found: [Candidate] = []
        for command in registry.commands where !command.signature.isHidden {
            let path = command.signature.path
            let short = path.first == "image" && path.count > 1 ? [Array(path.dropFirst())] : []
            for path in [path] + short where path.count > words.count && path.starts(with: words) {
                let word = path[words.count]
                guard word.hasPrefix(partial), !found.contains(where: { $0.word == word }) else { continue }
                let isWhole = path.count == words.count + 1
                found.append(Candidate(word: word, detail: isWhole ? command.signature.summary : nil))
            }
        }
        return found.sorted { $0.word.precedesInBytes($1.word) }
    }

    /// The same with the aliases, at the start of a line.
    private func commandWords(after words: [String], _ partial: String) async -> [Candidate] {
        let commands = commandNames(after: words, partial)
        guard words.isEmpty else { return commands }
        let aliases = await aliases().filter { $0.hasPrefix(partial) }
        return commands + aliases.map { Candidate(word: $0, detail: "alias") }
    }
}
