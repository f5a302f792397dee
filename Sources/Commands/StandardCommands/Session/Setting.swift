internal import BackendKit
internal import CommandKit

/// Something about a session that `config` shows and changes: one small value each.
struct Setting: Sendable {
    let name: String
    /// One line without a full stop.
    let help: String
    /// The words it takes, each with what it means; without any it takes every text.
    let words: [(word: String, description: String)]
    let get: @Sendable (Session) -> String
    /// Reads one of ``words``, if there are any, else a text. What it gives changes a session.
    let change: @Sendable (String) throws(ArgumentProblem) -> @Sendable (Session) -> Void

    static let all: [Setting] = [
        .connections, .debug, .dryRun, .echo, .editing, .highlighting, .layout, .onError, .pager, .pluginPath, .prompt,
        .rightPrompt,
        .suggestions, .timing,
    ]
}

extension Setting: ArgumentValue {
    init(argument: String) throws(ArgumentProblem) {
        guard let found = Self.all.first(where: { $0.name == argument }) else {
            let known = Self.all.map(\.name)
            throw ArgumentProblem(
                "no setting '\(argument)' (there are: \(known.joined(separator: ", ")))",
                hint: Suggestion.nearest(to: argument, in: known).map { "config \($0)" })
        }
        self = found
    }

    static var completion: CompletionSource { .words(all.map { ($0.name, $0.help) }) }
}

extension Setting {
    static let debug = Setting.flag("debug", "Show each request to a service and its answer", \.tracesExchanges)
    static let timing = Setting.flag("timing", "Show how long each request to a service took", \.timesCalls)

    static let connections = Setting(
        name: "connections", help: "How many connections fetch the data of one image, for long ways",
        words: ConnectionCount.numbers.map { (String($0), "") },
        get: { String($0.transfers.connections) },
        change: { word in { $0.transfers.connections = Int(word) ?? 1 } })

    /// One that is on or off.
    private static func flag(
        _ name: String, _ help: String, _ path: any ReferenceWritableKeyPath<BackendDiagnostics, Bool> & Sendable
    ) -> Setting {
        Setting(
            name: name, help: help, words: [("on", ""), ("off", "")],
            get: { $0.environment.diagnostics[keyPath: path] ? "on" : "off" },
            change: { word in { $0.environment.diagnostics[keyPath: path] = word == "on" } })
    }
}
