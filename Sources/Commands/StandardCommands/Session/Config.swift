internal import BackendKit
internal import CommandKit

/// `config`
struct Config: NamedCommand {
    static let name = CommandName("config")

    private static let columns = ["Name", "Value", "Description"]

    let name = OptionalPositional("name", of: Setting.self, help: "A setting")
    let value = OptionalPositional(
        "value", of: String.self, completion: .asked(Self.words), help: "What it shall be from now on")

    var signature: Signature {
        Signature(
            Self.name, "Show the settings of this session, or change one", name, value,
            discussion: [
                "A setting holds until the session ends. The start file, ~/.config/imgsh/imgshrc, is the place for those "
                    + "that shall always hold at the prompt; scripts and single commands do not read it.",
                "Settings, and what they take: \(Self.choices). 'config' says what each is for.",
                "A prompt is a text with fields in braces: {backend}, {cloud}, {region}, {project}, {status} (after a "
                    + "failure), {jobs} (when some run) and {offline}; {plain}, {dim}, {bold}, {red}, {green}, {yellow}, "
                    + "{blue} and {cyan} colour what follows. A part in [brackets] is left out when a field in it is "
                    + "empty. A backslash takes the next character as it is, and \\n begins another row.",
            ],
            output: .listing,
            columns: Self.columns,
            changes: .nothing,
            foregroundOnly: .changesSession,
            examples: [
                Example("config", "Every setting, its value and what it is for"),
                Example("config timing on", "See how long each request takes"),
                Example("config editing vi", "Edit lines with the keys of vi"),
                Example(
                    "config prompt '[{yellow}{project}{plain} ]{cyan}{backend}{plain}[ {jobs}]> '",
                    "A prompt with the project, and with the jobs when there are some"),
                Example("config right-prompt '[{red}{status}]'", "The status of a failure at the right margin"),
            ])
    }

    func check(_ call: Call) throws(UsageError) { _ = try change(call) }

    func run(_ call: Call, in context: CommandContext) async throws {
        if let change = try change(call) { return change(context.session) }
        var listing = try context.console.listing(Self.columns, as: call.output)
        for shown in call[name].map({ [$0] }) ?? Setting.all {
            try listing.add([.text(shown.name), .text(shown.get(context.session)), .text(shown.help)])
        }
        try listing.finish()
    }

    /// What the call changes; `nil` when it only asks.
    private func change(_ call: Call) throws(UsageError) -> (@Sendable (Session) -> Void)? {
        guard let setting = call[name], let value = call[value] else { return nil }
        let span = call.spans(of: self.value).first
        let known = setting.words.map(\.word)
        guard known.isEmpty || known.contains(value) else {
            throw UsageError(
                "'\(setting.name)' cannot be '\(value)' (choose from \(known.joined(separator: ", ")))", at: span,
                hint: "config \(setting.name) \(Suggestion.nearest(to: value, in: known) ?? known.first ?? "")")
        }
        do throws(ArgumentProblem) {
            return try setting.change(value)
        } catch {
            throw UsageError("'\(setting.name)': \(error.message)", at: span, hint: error.hint)
        }
    }

    /// `debug, timing (on, off); editing (emacs, vi, editrc)` and so on: settings that take the same stand together.
    private static var choices: String {
        var groups: [(taken: String, names: [String])] = []
        for setting in Setting.all {
            let taken = setting.words.isEmpty ? "a text" : setting.words.map(\.word).joined(separator: ", ")
            let place = groups.firstIndex { $0.taken == taken } ?? groups.count
            if place == groups.count { groups.append((taken, [])) }
            groups[place].names.append(setting.name)
        }
        return groups.map { "\($0.names.joined(separator: ", ")) (\($0.taken))" }.joined(separator: "; ")
    }

    /// The words of the setting that was named.
    @Sendable private static func words(_ question: CompletionQuestion) -> [(word: String, description: String)] {
        Setting.all.first { $0.name == question.arguments.first }?.words ?? []
    }
}
