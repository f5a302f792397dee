/// The beginnings of all commands.
struct CommandLines: BlockVisitor {
    var found: [[String]] = []

    mutating func visit(_ part: Pipeline.Part, isProgram: Bool) {
        guard !isProgram else { return }
        let bare = part.words.prefix { $0.bare != nil }.compactMap(\.bare)
        found.append(Array(bare.drop { $0.hasPrefix("@") }))
    }
}
