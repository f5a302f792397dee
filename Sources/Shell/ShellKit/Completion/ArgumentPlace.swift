internal import CommandKit

/// What is expected where the cursor stands, after a command's name.
struct ArgumentPlace {
    enum Expected {
        case options([ParameterShape])
        /// One of these.
        case values([CompletionSource])
    }

    /// A word that was given by its place, and what it could have been.
    struct Positional {
        let word: String
        let sources: [CompletionSource]
    }

    let what: Expected
    /// The part of the word to be completed.
    let partial: String
    /// The part before it, which stays: `--file=`.
    let keeps: String
    /// The words that were given by their place.
    let positionals: [Positional]

    var isOption: Bool {
        if case .options = what { true } else { !keeps.isEmpty }
    }

    init(of partial: String, after words: [String], in signature: Signature) {
        let shapes = signature.allParameters.map(\.shape)
        var given: Set<String> = []
        var positionals: [Positional] = []
        var pending: ParameterShape?
        var optionsEnded = false
        for word in words {
            if pending != nil {
                pending = nil
            } else if optionsEnded || !Word.mayBeOption(word) {
                positionals.append(Positional(word: word, sources: Self.sources(positionals.count, in: shapes)))
            } else if word == "--" {
                optionsEnded = true
            } else if let shape = Self.option(word, in: shapes) {
                given.insert(shape.key)
                if shape.kind == .option, !word.contains("=") { pending = shape }
            }
        }
        self.positionals = positionals
        let open = shapes.filter { shape in
            if case .positional = shape.kind { return false }
            return !given.contains(shape.key) || (shape.repeats && shape.kind == .option)
        }
        if let pending {
            (what, self.partial, keeps) = (.values([pending.completion]), partial, "")
        } else if !optionsEnded, partial.hasPrefix("--"), let mark = partial.firstIndex(of: "=") {
            let name = String(partial[..<mark])
            what = .values([Self.option(name, in: shapes)?.completion ?? .none])
            self.partial = String(partial[partial.index(after: mark)...])
            keeps = name + "="
        } else if !optionsEnded, partial.hasPrefix("-") {
            (what, self.partial, keeps) = (.options(open), partial, "")
        } else {
            let sources = Self.sources(positionals.count, in: shapes)
            // Where no word is missing, there are still options.
            let isDone = sources.isEmpty && !optionsEnded && partial.isEmpty
            (what, self.partial, keeps) = (isDone ? .options(open) : .values(sources), partial, "")
        }
    }

    /// The first word that is neither an option nor the value of one.
    static func firstPositional(in words: [String], of signature: Signature) -> Int? {
        let shapes = signature.allParameters.map(\.shape)
        var isValue = false
        for (index, word) in words.enumerated() {
            if isValue {
                isValue = false
            } else if !Word.mayBeOption(word) {
                return index
            } else {
                isValue = option(word, in: shapes)?.kind == .option && !word.contains("=")
            }
        }
        return nil
    }

    private static func option(_ word: String, in shapes: [ParameterShape]) -> ParameterShape? {
        let name = word.split(separator: "=", maxSplits: 1).first.map(String.init) ?? word
        if let exact = shapes.first(where: { $0.allSpellings.contains(name) }) { return exact }
        let long = shapes.filter { shape in name.hasPrefix("--") && shape.spellings.contains { $0.text.hasPrefix(name) }
        }
        return long.count == 1 ? long[0] : nil
    }

    /// What the word with this number may be. After one that may be repeated, the next one is expected as well.
    private static func sources(_ index: Int, in shapes: [ParameterShape]) -> [CompletionSource] {
        var left = index
        var sources: [CompletionSource] = []
        for shape in shapes {
            guard case .positional(let minimum, let maximum) = shape.kind else { continue }
            if let maximum {
                if left >= maximum {
                    left -= maximum
                    continue
                }
                return sources + [shape.completion]
            }
            sources.append(shape.completion)
            guard left >= minimum else { return sources }
            left = 0
        }
        return sources
    }
}
