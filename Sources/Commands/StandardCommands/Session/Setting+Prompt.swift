internal import BackendKit
internal import CommandKit

/// Settings of the person at the prompt.
extension Setting {
    static let suggestions = onOff(
        "suggestions", "Show in grey how the line may go on; Right takes it", \.suggests)
    static let highlighting = onOff("highlighting", "Colour the line while it is typed", \.highlights)
    static let pager = onOff("pager", "Show output that is longer than the screen in a pager", \.pages)

    static let editing = Setting(
        name: "editing", help: "Keys that edit the line",
        words: [("emacs", ""), ("vi", ""), ("editrc", "as ~/.editrc says; else emacs")],
        get: { $0.preferences.now.keys.rawValue },
        change: { word in
            { session in session.preferences.change { $0.keys = EditingKeys(rawValue: word) ?? .editrc } }
        })

    static let layout = Setting(
        name: "layout", help: "How rows are shown on a terminal",
        words: [
            ("auto", "a table, or one field a line where it is too wide"), ("table", ""),
            ("vertical", "one field a line"),
        ],
        get: { $0.preferences.now.layout.rawValue },
        change: { word in
            { session in session.preferences.change { $0.layout = TableLayout(rawValue: word) ?? .automatic } }
        })

    static let prompt = template("prompt", "What stands before the line; '' is the standard one", \.prompt, .standard)
    static let rightPrompt = template(
        "right-prompt", "What stands at the right margin; '' is nothing", \.rightPrompt, .none)

    static func onOff(
        _ name: String, _ help: String, _ path: any WritableKeyPath<Preferences.Values, Bool> & Sendable
    ) -> Setting {
        Setting(
            name: name, help: help, words: [("on", ""), ("off", "")],
            get: { $0.preferences.now[keyPath: path] ? "on" : "off" },
            change: { word in { session in session.preferences.change { $0[keyPath: path] = word == "on" } } })
    }

    private static func template(
        _ name: String, _ help: String, _ path: any WritableKeyPath<Preferences.Values, PromptTemplate> & Sendable,
        _ standard: PromptTemplate
    ) -> Setting {
        Setting(
            name: name, help: help, words: [], get: { $0.preferences.now[keyPath: path].text },
            change: { text throws(ArgumentProblem) in
                let template = text.isEmpty ? standard : try PromptTemplate(text)
                return { session in session.preferences.change { $0[keyPath: path] = template } }
            })
    }
}
