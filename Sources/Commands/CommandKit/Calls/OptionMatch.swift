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
        let (name, value) = isLong ? word.asLongOption : splitShort(word)
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
            let known = shapes.flatMap(\.allSpellings)
            throw UsageError(
                "'\(signature.name)' has no option '\(name)'", at: word.span,
                hint: Suggestion.nearest(to: name, in: known) ?? "help \(signature.name)")
        default:
            let list = candidates.map(\.spelling).joined(separator: ", ")
            throw UsageError("'\(name)' may mean \(list)", at: word.span)
        }
    }

    private static func splitShort(_ word: Word) -> (String, Word?) {
        guard word.text.unicodeScalars.count > 2 else { return (word.text, nil) }
        let value = String(String.UnicodeScalarView(word.text.unicodeScalars.dropFirst(2)))
        return (String(word.text.prefix(2)), word.end(from: 2, value))
    }
}
