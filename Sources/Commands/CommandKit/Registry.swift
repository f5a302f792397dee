public import BackendKit

/// Every command and every kind of backend the program has.
public struct Registry: Sendable {
    /// In the order they were added.
    public let commands: [RegisteredCommand]
    public let providers: [BackendProvider]
    /// What to tell before the first prompt.
    public let notices: [any StartNotice]
    /// Where commands are looked for that are not among ``commands``.
    let source: (any CommandSource)?
    private let names: CommandNames

    init(
        commands: [RegisteredCommand], names: CommandNames, providers: [BackendProvider],
        notices: [any StartNotice], source: (any CommandSource)? = nil
    ) {
        self.source = source
        self.commands = commands
        self.names = names
        self.providers = providers
        self.notices = notices
    }

    /// The same with further commands behind those there are.
    func adding(_ more: [RegisteredCommand]) -> Registry {
        guard !more.isEmpty else { return self }
        var names = names
        for (number, command) in more.enumerated() {
            _ = names.add(command.name, at: commands.count + number)
        }
        return Registry(
            commands: commands + more, names: names, providers: providers, notices: notices, source: source)
    }

    /// The command with the longest name the words begin with, and how many words that name has.
    ///
    /// The noun `image` may be left out, and one leading `openstack` or `glance` is ignored, so that saved lines run.
    public func command(for words: [String]) -> (command: RegisteredCommand, wordCount: Int)? {
        if let found = longestMatch(words) { return found }
        guard let first = words.first, Self.ignoredPrefixes.contains(first), words.count > 1 else {
            return imageCommand(for: words)
        }
        let rest = Array(words.dropFirst())
        return (longestMatch(rest) ?? imageCommand(for: rest)).map { ($0.command, $0.wordCount + 1) }
    }

    private func imageCommand(for words: [String]) -> (command: RegisteredCommand, wordCount: Int)? {
        longestMatch(["image"] + words).map { ($0.command, $0.wordCount - 1) }
    }

    /// Commands of other clients that may stand before a line.
    public static let ignoredPrefixes: Set<String> = ["openstack", "glance"]

    private func longestMatch(_ words: [String]) -> (command: RegisteredCommand, wordCount: Int)? {
        for count in stride(from: min(words.count, names.mostWords), to: 0, by: -1) {
            if let index = names[words.prefix(count)] { return (commands[index], count) }
        }
        return nil
    }

    public func provider(_ name: String) -> BackendProvider? { providers.first { $0.name == name } }

    /// Every way to begin a command, for suggestions: full names, and image commands without their noun.
    public var spellings: [String] {
        var spellings: [String] = []
        spellings.reserveCapacity(2 * commands.count)
        for name in commands.lazy.flatMap(\.name.all) {
            spellings.append(name)
            if name.hasPrefix("image ") { spellings.append(String(name.dropFirst("image ".count))) }
        }
        return spellings
    }
}
