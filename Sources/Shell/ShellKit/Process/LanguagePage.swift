internal import CommandKit

/// `help language` as a page of the documentation, in Markdown.
enum LanguagePage {
    static func text() -> String {
        guard let topic = HelpTopic.all.first(where: { $0.name == "language" }) else { return "" }
        return """
            # \(topic.title)

            <!-- Made by `make docs` of CommandKit/Help/HelpTopic+Language.swift; do not edit it here. -->

            `help language` prints the same.

            """ + body(of: topic)
    }

    private static func body(of topic: HelpTopic) -> String {
        var text = topic.paragraphs.map {
            "\n" + DisplayWidth.wrap(escaped($0), to: 120).joined(separator: "\n") + "\n"
        }
        .joined()
        if !topic.rows.isEmpty {
            text += "\n| | |\n|---|---|\n"
            for row in topic.rows { text += "| `\(cell(row.left))` | \(cell(escaped(row.right))) |\n" }
        }
        for section in topic.sections { text += "\n## \(section.title)\n" + body(of: section) }
        return text
    }

    private static func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }

    /// What Markdown would take for something else.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            if "\\`*_<>#".contains(character) { result += "\\" }
            result.append(character)
        }
        return result
    }
}
