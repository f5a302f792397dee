extension [CompletionCandidate] {
    /// What the insertions of all candidates begin with, in whole characters.
    ///
    /// A character counts as the same only when its scalars are.
    var commonInsertion: String {
        guard var common = first.map({ Array<Character>($0.insertion) }) else { return "" }
        for candidate in dropFirst() {
            let same = zip(common, candidate.insertion).prefix {
                $0.unicodeScalars.elementsEqual($1.unicodeScalars)
            }
            common.removeSubrange(same.count...)
        }
        return String(common)
    }
}
