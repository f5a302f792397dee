internal import BackendKit
internal import CommandKit

/// Says what may stand at the end of a line. One engine for the prompt and for bash, zsh and fish.
struct CompletionEngine: Sendable {
    let registry: Registry
    let session: Session
    let names: ImageNameCache
    /// The aliases there are.
    let aliases: @Sendable () async -> [String]
    private let stores = StoreNameCache()
    private let servers = ServerNameCache()

    init(
        registry: Registry, session: Session, names: ImageNameCache, aliases: @escaping @Sendable () async -> [String]
    ) {
        self.registry = registry
        self.session = session
        self.names = names
        self.aliases = aliases
    }

    /// - Parameter text: everything left of the cursor.
    func complete(_ text: String) async -> CompletionResult {
        guard let line = PartialLine(text) else { return CompletionResult(replacing: 0, candidates: []) }
        var result = CompletionResult(replacing: line.replacing, candidates: [])
        if let found = registry.command(for: line.words), found.wordCount <= line.words.count {
            let rest = Array(line.words.dropFirst(found.wordCount))
            let place = ArgumentPlace(of: line.partial, after: rest, in: found.command.signature)
            result.keeps = place.keeps
            result.candidates = await candidates(at: place, after: rest, of: found.command.signature)
            if !rest.isEmpty || place.isOption { return result }
        }
        result.candidates = await commandWords(after: line.words, line.partial) + result.candidates
        return result
    }

    private func candidates(
        at place: ArgumentPlace, after words: [String], of signature: Signature
    ) async -> [Candidate] {
        switch place.what {
        case .options(let shapes):
            return shapes.flatMap { shape in
                shape.spellings.map { Candidate(word: $0.text, detail: $0.help) }
            }.filter { $0.word.hasPrefix(place.partial) }.sorted { $0.word.precedesInBytes($1.word) }
        case .value(let source):
            let all = await values(source, place.partial, after: words, signature)
            // An image may be offered by its ID although its name was begun.
            if case .images = source { return all }
            return all.filter { $0.word.hasPrefix(place.partial) }
        case .nothing:
            return []
        }
    }

    private func values(
        _ source: CompletionSource, _ partial: String, after words: [String], _ signature: Signature
    ) async -> [Candidate] {
        switch source {
        case .none: []
        case .words(let words): words.map { Candidate(word: $0.word, detail: $0.description) }
        case .files: FileCandidates.find(partial, directoriesOnly: false)
        case .directories: FileCandidates.find(partial, directoriesOnly: true)
        case .images: await names.images(startingWith: partial, in: session)
        case .tags: await names.tags(in: session)
        case .properties: await names.properties(in: session)
        case .columns: signature.columns.map { Candidate(word: $0) }
        case .aliases: await aliases().map { Candidate(word: $0) }
        case .commands: commandNames(after: words, partial)
        case .backends: await backends()
        case .stores: await stores.candidates(in: session)
        case .servers: await servers.candidates(in: session)
        }
    }

    private func backends() async -> [Candidate] {
        let open = await session.openAddresses.map { Candidate(word: $0.description, detail: "open") }
        let kinds = registry.providers.map { Candidate(word: $0.name, detail: $0.summary) }
        return open + kinds.filter { kind in !open.contains { $0.word == kind.word } }
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
