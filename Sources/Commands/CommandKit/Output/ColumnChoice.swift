/// The columns a call asks for, by any spelling that differs in case only; in the order the columns have.
struct ColumnChoice {
    let indices: [Int]

    /// - Parameter option: that asked for them.
    init(
        _ asked: [String], spans: [SourceSpan], among columns: [String], option: String = "-c"
    ) throws(UsageError) {
        guard !asked.isEmpty else {
            indices = Array(columns.indices)
            return
        }
        var found: Set<Int> = []
        for (index, name) in asked.enumerated() {
            guard let place = columns.firstIndex(where: { $0.lowercased() == name.lowercased() }) else {
                throw UsageError(
                    "no column '\(name)' (columns: \(columns.joined(separator: ", ")))",
                    at: index < spans.count ? spans[index] : nil,
                    hint: Suggestion.nearest(to: name, in: columns).map { "\(option) '\($0)'" })
            }
            found.insert(place)
        }
        indices = found.sorted()
    }
}
