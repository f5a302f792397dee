internal import BackendKit
internal import CommandKit

/// `help`
struct Help: NamedCommand {
    static let name = CommandName("help", or: "?")

    let words = Rest(
        "command", of: String.self, minimum: 0, completion: .commands,
        help: "A command, a noun, a topic such as 'backends' or 'keys', or /WORD to search for")

    var signature: Signature {
        Signature(
            Self.name, "Explain a command, or list them all", words,
            changes: .nothing,
            examples: [
                Example("help", "One line for each command"),
                Example("help image create", "All about one command"),
                Example("help /checksum", "Every command and option that has to do with a word"),
                Example("help backends", "How backends and their images are named"),
                Example("help background", "Jobs: '&', Ctrl-Z, and what becomes of their output"),
                Example("help keys", "What the keys do while a line is typed"),
                Example("help exit-status", "What the numbers mean"),
            ])
    }

    func check(_ call: Call) throws(UsageError) {
        guard call[words] == ["/"] else { return }
        throw UsageError("nothing to search for", at: call.spans(of: words).first, hint: "help /checksum")
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let topic = call[words]
        let columns = min(100, context.console.surroundings.columns())
        if topic.isEmpty {
            let all = await context.registry.whole(in: context.session)
            return try context.console.write(text: overview(all, columns: columns))
        }
        if topic == ["exit-status"] {
            let rows = ExitStatus.meanings.map { (left: $0.status, right: $0.meaning) }
            return try context.console.write(text: "Exit statuses:\n" + HelpText.list(rows, columns: columns))
        }
        if let word = topic.first, topic.count == 1, word.hasPrefix("/") {
            return try await search(for: String(word.dropFirst()), call, context, columns: columns)
        }
        if let page = HelpTopic.all.first(where: { [$0.name] == topic })?.page(columns: columns) {
            return try context.console.write(text: page)
        }
        if let found = try await context.registry.find(topic, in: context.session), found.wordCount == topic.count {
            _ = try? await context.backend
            let backends = await context.session.abilities(for: found.command.signature)
            return try context.console.write(
                text: HelpText.page(for: found.command, columns: columns, backends: backends))
        }
        if topic.count == 1, let part = HelpTopic.all.lazy.compactMap({ $0.part(about: topic[0]) }).first {
            return try context.console.write(text: part.page(columns: columns))
        }
        let all = await context.registry.whole(in: context.session)
        // The word 'image' may be left out.
        let under =
            [topic, ["image"] + topic].lazy.map { beginning in
                all.commands.filter { $0.name.path.starts(with: beginning) && !$0.signature.isHidden }
            }.first { !$0.isEmpty } ?? []
        guard !under.isEmpty else {
            throw noHelp(for: topic, call, all)
        }
        let rows = under.map { (left: $0.signature.name, right: $0.signature.summary) }
        try context.console.write(text: HelpText.list(rows, columns: columns))
    }

    private func noHelp(for topic: [String], _ call: Call, _ registry: Registry) -> UsageError {
        let name = topic.joined(separator: " ")
        let known = registry.spellings + HelpTopic.all.map(\.name) + ["exit-status"]
        let near = Suggestion.nearest(to: name, in: known).map { "help \($0)" }
        let isMentioned = topic.count == 1 && !name.isEmpty && !HelpSearch.rows(for: name, in: registry).isEmpty
        return UsageError(
            "no help for '\(name)'", at: call.spans(of: words).first,
            hint: near ?? (isMentioned ? "help \(Quoting.word("/" + name))" : "help"))
    }

    private func search(for word: String, _ call: Call, _ context: CommandContext, columns: Int) async throws {
        let span = call.spans(of: words).first
        let rows = HelpSearch.rows(for: word, in: await context.registry.whole(in: context.session))
        guard !rows.isEmpty else {
            throw UsageError("nothing in the help has to do with '\(word)'", at: span, hint: "help")
        }
        try context.console.write(text: HelpText.list(rows, columns: columns))
    }

    private func overview(_ registry: Registry, columns: Int) -> String {
        var groups: [(title: String, rows: [(left: String, right: String)])] = []
        for command in registry.commands where !command.signature.isHidden {
            let path = command.name.path
            let title = path.count > 1 ? path[0].capitalizedFirst : "Session"
            let row = (left: command.signature.name, right: command.signature.summary)
            if let place = groups.firstIndex(where: { $0.title == title }) {
                groups[place].rows.append(row)
            } else {
                groups.append((title, [row]))
            }
        }
        var text = ""
        groups.append(
            ("Topics", HelpTopic.all.map { (left: $0.name, right: $0.title) } + [("exit-status", "Exit statuses")]))
        for group in groups { text += "\(group.title):\n" + HelpText.list(group.rows, columns: columns) + "\n" }
        let last =
            "The word 'image' may be left out. 'help COMMAND' and 'help TOPIC' say more, and 'help /WORD' searches; "
            + "'!LINE' runs a program, 'LINE &' a command in the background; Tab completes, and '?' shows what may come "
            + "next."
        return text + DisplayWidth.wrap(last, to: columns).joined(separator: "\n") + "\n"
    }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
