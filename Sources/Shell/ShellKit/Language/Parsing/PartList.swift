/// Parts of a word while it is read.
struct PartList {
    private var parts: [WordTemplate.Part] = []
    private var text = String.UnicodeScalarView()

    mutating func add(_ scalar: Unicode.Scalar) { text.append(scalar) }

    mutating func add(_ part: WordTemplate.Part) {
        flush()
        parts.append(part)
    }

    mutating func finish() -> [WordTemplate.Part] {
        flush()
        return parts
    }

    private mutating func flush() {
        guard !text.isEmpty else { return }
        parts.append(.text(String(text)))
        text = String.UnicodeScalarView()
    }
}
