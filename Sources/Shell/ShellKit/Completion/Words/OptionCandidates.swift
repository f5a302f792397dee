internal import BackendKit
internal import CommandKit

/// The options that may still be given.
enum OptionCandidates {
    /// Options that any command takes.
    private static let common = [
        Candidate(word: "--help", detail: "Explain the command"),
        Candidate(word: "--quiet", detail: "No notices and no progress"),
    ]

    static func candidates(_ shapes: [ParameterShape], _ partial: String) -> [Candidate] {
        // A short option is complete as it stands.
        let short = shapes.flatMap(\.spellings).filter { $0.others.contains(partial) }
        if let short = short.first { return [Candidate(word: partial, detail: short.help)] }
        let own = shapes.flatMap(\.spellings).map { Candidate(word: $0.text, detail: $0.help) }
        let all = own + common.filter { common in !own.contains { $0.word == common.word } }
        let offered = all.inByteOrder().fitting(partial)
        // Help is asked for, not stumbled upon.
        return partial.isEmpty ? offered.filter { !common.contains($0) } : offered
    }
}
