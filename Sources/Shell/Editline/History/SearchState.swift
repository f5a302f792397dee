/// A search through earlier lines, as far as it has come.
struct SearchState: Equatable {
    /// What is searched for.
    var query = ""
    /// The line that was found, and where in it.
    var found: Int?
    var isFailed = false

    /// Where the query stands in the text. Small letters stand for capital ones too.
    func place(in text: String) -> Int? {
        guard !query.isEmpty else { return nil }
        let ignoresCase = query == query.lowercased()
        func folded(_ text: String) -> [Unicode.Scalar] {
            ignoresCase
                ? text.unicodeScalars.map { $0.properties.lowercaseMapping.unicodeScalars.first ?? $0 }
                : Array(text.unicodeScalars)
        }
        let (text, query) = (folded(text), folded(query))
        guard text.count >= query.count else { return nil }
        return (0...(text.count - query.count)).first { text[$0..<($0 + query.count)].elementsEqual(query) }
    }
}
