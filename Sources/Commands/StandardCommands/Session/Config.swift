internal import BackendKit
internal import CommandKit

/// `config`
struct Config: Command {
    private static let columns = ["Name", "Value", "Description"]

    let name = OptionalPositional(
        "name", of: String.self, completion: .words(Setting.all.map { ($0.name, $0.help) }), help: "A setting")
    let value = OptionalPositional(
        "value", of: String.self, completion: .asked(Self.words), help: "What it shall be from now on")

    var signature: Signature {
        Signature(
            "config", "Show the settings of this session, or change one", name, value,
            discussion: ["A setting holds until the session ends."],
            output: .listing,
            columns: Self.columns,
            foregroundOnly: .changesSession,
            examples: [
                Example("config", "Every setting, its value and what it is for"),
                Example("config timing on", "See how long each request takes"),
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let setting = try call[name].map { try find($0, call) }
        if let setting, let value = call[value] {
            guard setting.words.contains(where: { $0.word == value }) else {
                let known = setting.words.map(\.word)
                throw UsageError(
                    "'\(setting.name)' cannot be '\(value)' (choose from \(known.joined(separator: ", ")))",
                    at: call.spans(of: self.value).first,
                    hint: "config \(setting.name) \(Suggestion.nearest(to: value, in: known) ?? known.first ?? "")")
            }
            return setting.set(context.session, value)
        }
        var listing = try context.console.listing(Self.columns, as: call.output)
        for shown in setting.map({ [$0] }) ?? Setting.all {
            try listing.add([.text(shown.name), .text(shown.get(context.session)), .text(shown.help)])
        }
        try listing.finish()
    }

    private func find(_ name: String, _ call: Call) throws -> Setting {
        if let found = Setting.all.first(where: { $0.name == name }) { return found }
        let known = Setting.all.map(\.name)
        throw UsageError(
            "no setting '\(name)' (there are: \(known.joined(separator: ", ")))", at: call.spans(of: self.name).first,
            hint: Suggestion.nearest(to: name, in: known).map { "config \($0)" })
    }

    /// The words of the setting that was named.
    @Sendable private static func words(_ question: CompletionQuestion) -> [(word: String, description: String)] {
        Setting.all.first { $0.name == question.arguments.first }?.words ?? []
    }
}
