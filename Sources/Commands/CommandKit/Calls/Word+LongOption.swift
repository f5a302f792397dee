extension Word {
    /// The name of a long option, and the value behind its `=`; the whole word when it has none.
    public var asLongOption: (name: String, value: Word?) {
        let scalars = text.unicodeScalars
        guard let mark = scalars.firstIndex(of: "=") else { return (text, nil) }
        let name = String(scalars[..<mark])
        let value = String(scalars[scalars.index(after: mark)...])
        return (name, end(from: name.unicodeScalars.count + 1, value))
    }

    /// The end of a word, with its place when the word stands as it was typed.
    func end(from offset: Int, _ text: String) -> Word {
        guard !isQuoted, span.length > offset else { return Word(text, at: span, isQuoted: true, isUnknown: isUnknown) }
        return Word(
            text, at: SourceSpan(line: span.line, column: span.column + offset, length: span.length - offset),
            isQuoted: true, isUnknown: isUnknown)
    }
}
