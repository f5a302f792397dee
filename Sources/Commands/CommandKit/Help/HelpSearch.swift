/// Finds commands and topics by a word in their names, summaries, texts and options.
public enum HelpSearch {
    /// What was found, one row each; an option stands below its command, indented.
    public static func rows(for word: String, in registry: Registry) -> [(left: String, right: String)] {
        let word = word.lowercased()
        func has(_ text: String) -> Bool { text.lowercased().contains(word) }
        var rows: [(left: String, right: String)] = []
        for command in registry.commands where !command.signature.isHidden {
            let signature = command.signature
            let isNamed =
                ([signature.summary] + signature.discussion).contains(where: has)
                || command.name.all.contains(where: has)
            // The output options are those of every command.
            let options = HelpText.rows(signature.parameters).filter { has($0.left) || has($0.right) }
            guard isNamed || !options.isEmpty else { continue }
            rows.append((signature.name, signature.summary))
            rows += options.map { ("  " + $0.left, $0.right) }
        }
        for topic in HelpTopic.all {
            func isMeant(_ topic: HelpTopic) -> Bool {
                ([topic.name, topic.title] + topic.paragraphs).contains(where: has)
                    || topic.rows.contains { has($0.left) || has($0.right) } || topic.sections.contains(where: isMeant)
            }
            if isMeant(topic) { rows.append(("help " + topic.name, topic.title)) }
        }
        return rows
    }
}
