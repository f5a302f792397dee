internal import CommandKit

/// What is expected where the cursor stands, after a command's name.
struct ArgumentPlace {
    enum Expected {
        case options([ParameterShape])
        case value(CompletionSource)
        case nothing
    }

    let what: Expected
    /// The part of the word to be completed.
    let partial: String
    /// The part before it, which stays: `--file=`.
    let keeps: String

    var isOption: Bool {
        if case .options = what { true } else { !keeps.isEmpty }
    }

    init(of partial: String, after words: [String], in signature: Signature) {
        let shapes = signature.allParameters.map(\.shape)
        var given: Set<String> = []
        var positionals = 0
        var pending: ParameterShape?
        var optionsEnded = false
        for word in words {
            if pending != nil {
                pending = nil
            } else if optionsEnded || !word.hasPrefix("-") || word == "-" {
                positionals += 1
            } else if word == "--" {
                optionsEnded = true
            } else if let shape = Self.option(word, in: shapes) {
                given.insert(shape.key)
                if shape.kind == .option, !word.contains("=") { pending = shape }
            }
        }
        if let pending {
            (what, self.partial, keeps) = (.value(pending.completion), partial, "")
        } else if !optionsEnded, partial.hasPrefix("--"), let mark = partial.firstIndex(of: "=") {
            let name = String(partial[..<mark])
            let source = Self.option(name, in: shapes)?.completion ?? .none
            what = .value(source)
            self.partial = String(partial[partial.index(after: mark)...])
            keeps = name + "="
        } else if !optionsEnded, partial.hasPrefix("-") {
            let open = shapes.filter { shape in
                if case .positional = shape.kind { return false }
                return !given.contains(shape.key) || (shape.repeats && shape.kind == .option)
            }
            (what, self.partial, keeps) = (.options(open), partial, "")
        } else {
            let source = Self.positional(positionals, in: shapes)?.completion
            (what, self.partial, keeps) = (source.map { .value($0) } ?? .nothing, partial, "")
        }
    }

    /// The first word that is neither an option nor the value of one.
    static func firstPositional(in words: [String], of signature: Signature) -> Int? {
        let shapes = signature.allParameters.map(\.shape)
        var isValue = false
        for (index, word) in words.enumerated() {
            if isValue {
                isValue = false
            } else if !word.hasPrefix("-") || word == "-" {
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

    private static func positional(_ index: Int, in shapes: [ParameterShape]) -> ParameterShape? {
        var left = index
        for shape in shapes {
            guard case .positional(_, let maximum) = shape.kind else { continue }
            guard let maximum, left >= maximum else { return shape }
            left -= maximum
        }
        return nil
    }
}
