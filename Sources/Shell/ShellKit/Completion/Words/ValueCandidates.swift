internal import BackendKit
internal import CommandKit

/// What a source of values has to offer at a place.
struct ValueCandidates: Sendable {
    let session: Session
    let names: BackendNames
    let backends: BackendCandidates
    let commands: CommandCandidates
    let aliases: @Sendable () async -> [(name: String, line: String)]
    let jobs: @Sendable () -> [Candidate]

    private var images: ImageCandidates { ImageCandidates(names: names, backends: backends, session: session) }
    private var properties: PropertyCandidates { PropertyCandidates(names: names) }

    func offer(_ source: CompletionSource, for value: TypedValue) async -> Offer {
        let partial = value.partial
        switch source {
        case .images: return await images.offer(partial, from: value.line)
        case .imageNames, .imagePatterns:
            let isPattern = if case .imagePatterns = source { true } else { false }
            return await NameCandidates(arePatterns: isPattern, followMark: !value.place.keeps.isEmpty)
                .images(partial, names, on: value.line)
        case .newImage:
            let places = await images.places(partial, than: value.line)
            return Offer(candidates: places + files(partial, directoriesOnly: false))
        case .properties:
            return await properties.assignments(partial, on: await home(of: value))
        case .files: return Offer(candidates: files(partial, directoriesOnly: false))
        case .directories: return Offer(candidates: files(partial, directoriesOnly: true))
        case .list(let source):
            let cut = partial.lastIndex(of: ",").map { partial.index(after: $0) } ?? partial.startIndex
            let given = String(partial[..<cut])
            var last = value
            last.partial = String(partial[cut...])
            var offer = await offer(source, for: last)
            let taken = given.split(separator: ",").map { $0.prefix { $0 != ":" } }
            offer.candidates.removeAll { candidate in taken.contains { $0 == candidate.word.prefix { $0 != ":" } } }
            offer.keeps = given + offer.keeps
            return offer
        default:
            return Offer(candidates: await all(source, for: value).fitting(partial))
        }
    }

    private func files(_ partial: String, directoriesOnly: Bool) -> [Candidate] {
        FileCandidates(home: session.environment["HOME"], directoriesOnly: directoriesOnly).find(partial)
    }

    /// Whatever fits or not.
    private func all(_ source: CompletionSource, for value: TypedValue) async -> [Candidate] {
        func plain(_ words: [String]) -> [Candidate] {
            words.filter { SafeText.isPlain($0) && !$0.isEmpty }.map { Candidate(word: $0) }
        }
        switch source {
        case .none, .images, .imageNames, .imagePatterns, .newImage, .properties, .files, .directories, .list: return []
        case .words(let words): return words.map { Candidate(word: $0.word, detail: $0.description) }
        case .columns: return value.signature.columns.map { Candidate(word: $0) }
        case .aliases: return await aliases().map { Candidate(word: $0.name, detail: $0.line) }
        case .commands:
            let status = Candidate(word: "exit-status", detail: "What the numbers mean")
            let topics = HelpTopic.all.map { Candidate(word: $0.name, detail: $0.title) } + [status]
            return commands.candidates(after: value.words, value.partial) + (value.words.isEmpty ? topics : [])
        case .commandLine:
            let named = await aliases().map { Candidate(word: $0.name, detail: "alias") }
            return commands.candidates(after: [], value.partial) + named
        case .jobs: return jobs().filter { !value.words.contains($0.word) }
        case .backends: return await backends.all(startingWith: value.partial)
        case .openBackends: return await backends.open()
        case .asked(let answer):
            let question = CompletionQuestion(
                session: session, home: value.line, arguments: value.words, partial: value.partial)
            let found = (try? await answer(question)) ?? []
            return found.filter { SafeText.isPlain($0.word) }.map { Candidate(word: $0.word, detail: $0.description) }
        case .tags: return plain(await names.tags(on: await home(of: value)))
        case .ownTags:
            if let image = await image(of: value) { return plain(image.tags) }
            return plain(await names.tags(on: await home(of: value)))
        case .ownProperties:
            if let image = await image(of: value) {
                return image.properties.filter { SafeText.isPlain($0.name) }.map {
                    Candidate(word: $0.name, detail: $0.value)
                }
            }
            return plain(await names.properties(on: await home(of: value)))
        case .values(let property): return await properties.values(of: property, on: await home(of: value))
        case .stores:
            return await names.stores(on: await home(of: value)).map { Candidate(word: $0.id, detail: $0.about) }
        case .servers: return ServerCandidates.candidates(await names.servers(on: value.line))
        case .serverNames:
            return NameCandidates(followMark: !value.place.keeps.isEmpty).servers(await names.servers(on: value.line))
        case .projects:
            return ProjectCandidates.candidates(await names.projects(on: await home(of: value)))
        case .members:
            guard let key = await imageKey(of: value) else { return [] }
            return ProjectCandidates.candidates(
                await names.members(of: key), among: await names.projects(on: key.choice))
        }
    }

    /// The backend that an image or a destination already typed is on, the last of them; else the one of the line.
    private func home(of value: TypedValue) async -> BackendChoice {
        for positional in value.place.positionals.reversed() {
            for source in positional.sources {
                switch source {
                case .images, .newImage:
                    if let found = try? await session.partialPlace(of: positional.word, from: value.line),
                        !found.prefix.isEmpty
                    {
                        return found.backend
                    }
                case .backends:
                    if let choice = try? await session.choice(for: positional.word) { return choice }
                default: break
                }
            }
        }
        return value.line
    }

    private func imageKey(of value: TypedValue) async -> BackendNames.ImageKey? {
        let word = value.place.positionals.first { positional in
            positional.sources.contains { if case .images = $0 { true } else { false } }
        }?.word
        guard let word, let found = try? await session.place(of: word, from: value.line) else { return nil }
        return names.key(of: found.image, on: found.backend)
    }

    private func image(of value: TypedValue) async -> Image? {
        guard let key = await imageKey(of: value) else { return nil }
        return await names.image(key)
    }
}
