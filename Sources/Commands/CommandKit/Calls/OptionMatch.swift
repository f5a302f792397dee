/// Which option a word means.
struct OptionMatch {
    let shape: ParameterShape
    /// As the signature spells it.
    let spelling: String
    /// The value in the same word: after `=`, or right behind a short option.
    let attachedValue: Word?

    static func find(
        _ word: Word, among shapes: [ParameterShape], of signature: Signature
    ) throws(UsageError) -> OptionMatch {
        let isLong = word.text.hasPrefix("--")
        let (name, value) = isLong ? splitLong(word) : splitShort(word)
        var candidates: [(shape: ParameterShape, spelling: String)] = []
        for shape in shapes {
            for spelling in shape.spellings {
                if spelling.text == name || spelling.others.contains(name) {
                    return OptionMatch(shape: shape, spelling: spelling.text, attachedValue: value)
                }
                if isLong, spelling.text.hasPrefix(name) { candidates.append((shape, spelling.text)) }
            }
        }
        switch candidates.count {
        case 1:
            return OptionMatch(shape: candidates[0].shape, spelling: candidates[0].spelling, attachedValue: value)
        case 0:
            throw UsageError(
                "'\(signature.name)' has no option '\(name)'", at: word.span,
                hint: hint(instead: word, isLong ? name : word.text, among: shapes, of: signature))
        default:
            let list = candidates.map(\.spelling).joined(separator: ", ")
            throw UsageError("'\(name)' may mean \(list)", at: word.span)
        }
    }

    /// A letter is as near to any other one: of short options none is what was meant by another.
    private static func hint(
        instead word: Word, _ name: String, among shapes: [ParameterShape], of signature: Signature
    ) -> String {
        let long = shapes.flatMap(\.allSpellings).filter { $0.hasPrefix("--") }
        let typed = name.hasPrefix("--") ? name : "-" + name
        if typed.unicodeScalars.count > 3, let near = Suggestion.nearest(to: typed, in: long) { return near }
        let takesWords = shapes.contains { if case .positional = $0.kind { true } else { false } }
        guard !name.hasPrefix("--"), name.unicodeScalars.count > 2, takesWords else { return "help \(signature.name)" }
        return "\(signature.name) -- \(Quoting.word(word.text))"
    }

    private static func splitLong(_ word: Word) -> (String, Word?) {
        let scalars = word.text.unicodeScalars
        guard let mark = scalars.firstIndex(of: "=") else { return (word.text, nil) }
        let name = String(scalars[..<mark])
        let value = String(scalars[scalars.index(after: mark)...])
        return (name, part(of: word, from: name.unicodeScalars.count + 1, value))
    }

    private static func splitShort(_ word: Word) -> (String, Word?) {
        guard word.text.unicodeScalars.count > 2 else { return (word.text, nil) }
        let value = String(String.UnicodeScalarView(word.text.unicodeScalars.dropFirst(2)))
        return (String(word.text.prefix(2)), part(of: word, from: 2, value))
    }

    /// The end of a word, with its place when the word stands as it was typed.
    private static func part(of word: Word, from offset: Int, _ text: String) -> Word {
        let span = word.span
        guard !word.isQuoted, span.length > offset else {
            return Word(text, at: span, isQuoted: true, isUnknown: word.isUnknown)
        }
        return Word(
            text, at: SourceSpan(line: span.line, column: span.column + offset, length: span.length - offset),
            isQuoted: true, isUnknown: word.isUnknown)
    }
}
