/// Reads words by a signature, as argparse does: options anywhere, `--name value` and `--name=value`, unique
/// beginnings of long options, `-fjson`, and `--` before words that begin with a dash.
public struct CallParser {
    private let signature: Signature
    private let parameters: [any Parameter]
    /// Those of the parameters, which have many parts: copied once.
    private let shapes: [ParameterShape]
    private var given: [String: [Given]] = [:]
    private var positionals: [Word] = []

    public init(_ signature: Signature) {
        self.signature = signature
        parameters = signature.allParameters
        shapes = parameters.map(\.shape)
    }

    /// - Parameter words: what follows the command's name.
    /// - Throws: ``UsageError``.
    public static func parse(_ words: [Word], by signature: Signature) throws(UsageError) -> Call {
        var parser = CallParser(signature)
        try parser.sort(words)
        try parser.placePositionals()
        return try parser.makeCall(words)
    }

    /// Everything that can be wrong with words of which some are not known before the script runs.
    /// - Parameter isWhole: whether it is known how many words there are.
    /// - Returns: what is known of the call when nothing is wrong.
    /// - Throws: ``UsageError``.
    @discardableResult
    public static func check(
        _ words: [Word], by signature: Signature, isWhole: Bool
    ) throws(UsageError) -> ForeseenCall {
        var parser = CallParser(signature)
        try parser.sort(words)
        if isWhole { try parser.placePositionals() }
        let isKnown = isWhole && !words.contains(where: \.isUnknown)
        let call = try isKnown ? parser.makeCall(words) : nil
        if !isKnown { try parser.checkWhatIsKnown(isWhole: isWhole) }
        let line = parser.shapes.first(where: \.takesCommandLine).flatMap { parser.given[$0.key] } ?? []
        return ForeseenCall(call: call, commandLine: line.map(\.value))
    }

    private func checkWhatIsKnown(isWhole: Bool) throws(UsageError) {
        var known = given
        for (parameter, shape) in zip(parameters, shapes) {
            let uses = given[shape.key] ?? []
            // Of what may be repeated each one counts, else the last one; that may be any.
            let isKnown = !uses.contains(where: \.value.isUnknown)
            known[shape.key] = isKnown ? uses : shape.repeats ? uses.filter { !$0.value.isUnknown } : []
            guard isKnown ? isWhole || !uses.isEmpty : known[shape.key]?.isEmpty == false else { continue }
            _ = try value(of: parameter, known[shape.key] ?? [])
        }
        _ = try OutputOptions(given: known, by: signature)
    }

    private mutating func sort(_ words: [Word]) throws(UsageError) {
        var rest = words[...]
        var optionsEnded = false
        let endsWithCommand = shapes.contains { $0.takesCommandLine }
        while let word = rest.popFirst() {
            if endsWithCommand, !positionals.isEmpty { optionsEnded = true }
            if optionsEnded || !word.looksLikeOption {
                positionals.append(word)
            } else if word.text == "--" {
                optionsEnded = true
            } else {
                try readOption(word, rest: &rest)
            }
        }
    }

    private mutating func readOption(_ word: Word, rest: inout ArraySlice<Word>) throws(UsageError) {
        let match = try OptionMatch.find(word, among: shapes, of: signature)
        let shape = match.shape
        var value = match.attachedValue
        switch shape.kind {
        case .flag:
            if let value { throw UsageError("\(match.spelling) takes no value", at: value.span) }
            value = Word("", at: word.span)
        default:
            if value == nil {
                guard let next = rest.first, Self.isValue(next) else {
                    throw UsageError(
                        "\(match.spelling) needs a value <\(shape.valueName)>", at: word.span,
                        hint: rest.first.flatMap { hint(giving: $0, to: match.spelling) })
                }
                value = rest.popFirst()
            }
        }
        if let value { given[shape.key, default: []].append(Given(spelling: match.spelling, word: word, value: value)) }
    }

    /// A word that may be an option is none where it is quoted.
    private static func isValue(_ word: Word) -> Bool { !word.looksLikeOption || word.isQuoted }

    /// How a value that begins with a dash is given; `nil` for a word that is an option.
    private func hint(giving next: Word, to spelling: String) -> String? {
        guard next.text != "--", (try? OptionMatch.find(next, among: shapes, of: signature)) == nil else { return nil }
        return spelling + "=" + Quoting.word(next.text)
    }

    /// Deals the words out by place: first what each parameter must have, then what it may have.
    private mutating func placePositionals() throws(UsageError) {
        var rest = positionals[...]
        let places = shapes.compactMap { shape -> (key: String, minimum: Int, maximum: Int?)? in
            guard case .positional(let minimum, let maximum) = shape.kind else { return nil }
            return (shape.key, minimum, maximum)
        }
        var needed = 0
        for place in places {
            needed += place.minimum
            guard needed > rest.count else { continue }
            throw UsageError("'\(signature.name)' needs <\(place.key)>", hint: HelpText.brief(of: signature))
        }
        for place in places {
            needed -= place.minimum
            let spare = max(0, rest.count - needed)
            let count = min(spare, place.maximum ?? spare)
            given[place.key] = rest.prefix(count).map { Given(spelling: "", word: $0, value: $0) }
            rest = rest.dropFirst(count)
        }
        if let extra = rest.first {
            let isLate = extra.looksLikeOption
            throw UsageError(
                "'\(signature.name)' has no place for '\(extra.text)'"
                    + (isLate ? ": behind '--' nothing is an option" : ""), at: extra.span,
                hint: HelpText.brief(of: signature))
        }
    }

    private func makeCall(_ words: [Word]) throws(UsageError) -> Call {
        var values: [String: any Sendable] = [:]
        values.reserveCapacity(shapes.count)
        var spans: [String: [SourceSpan]] = [:]
        for (parameter, shape) in zip(parameters, shapes) {
            let uses = given[shape.key] ?? []
            values[shape.key] = try value(of: parameter, uses)
            if !uses.isEmpty { spans[shape.key] = uses.map(\.value.span) }
        }
        let output = try OutputOptions(given: given, by: signature)
        return Call(signature: signature, output: output, words: words, values: values, spans: spans)
    }

    private func value(of parameter: some Parameter, _ uses: [Given]) throws(UsageError) -> any Sendable {
        try parameter.decode(uses)
    }
}
