internal import BackendKit
internal import CommandKit

/// The words that continue the names of commands.
struct CommandCandidates: Sendable {
    let registry: Registry

    /// - Parameter words: those of the name that are finished.
    func candidates(after words: [String], _ partial: String) -> [Candidate] {
        var words = words
        if let first = words.first, Registry.ignoredPrefixes.contains(first) { words.removeFirst() }
        let first = named(words)
        let found = first.fitting(partial)
        if found.contains(where: { $0.word.begins(with: partial) }) { return found }
        // Names of other clients are in nobody's way once they are begun.
        let second = registry.commands.filter { !$0.signature.isHidden }.flatMap { command in
            command.name.paths.dropFirst().filter { $0.count > words.count && $0.starts(with: words) }.map { path in
                Candidate(word: path[words.count], detail: command.signature.summary)
            }
        }.filter { $0.word.begins(with: partial) }
        return second.isEmpty ? found : second.inByteOrder()
    }

    private func named(_ words: [String]) -> [Candidate] {
        var found: [Candidate] = []
        for command in registry.commands where !command.signature.isHidden {
            let path = command.name.path
            let short = path.first == "image" && path.count > 1 ? [Array(path.dropFirst())] : []
            for path in [path] + short where path.count > words.count && path.starts(with: words) {
                let word = path[words.count]
                guard !found.contains(where: { $0.word == word }) else { continue }
                let isWhole = path.count == words.count + 1
                found.append(Candidate(word: word, detail: isWhole ? command.signature.summary : nil))
            }
        }
        return found.inByteOrder()
    }
}
