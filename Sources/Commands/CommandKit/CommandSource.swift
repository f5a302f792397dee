/// Commands that are not known before somebody looks for them, such as those of other programs.
public protocol CommandSource: Sendable {
    /// The commands whose names may begin as the words do.
    /// - Parameters:
    ///   - words: what was typed, in each way it may be meant.
    ///   - registry: the commands that are there anyway, whose names cannot be taken.
    /// - Throws: ``ImageError`` when there is one of the name, but it cannot be used.
    func commands(
        for words: [[String]], beside registry: Registry, in session: Session
    ) async throws -> [RegisteredCommand]

    /// All that can be used and can be had within a second or so.
    func commands(beside registry: Registry, in session: Session) async -> [RegisteredCommand]

    /// Those that were found before. Looks for nothing.
    var known: [RegisteredCommand] { get }
}

extension Registry {
    /// The command the words begin with, as ``command(for:)`` finds it; what is not there is looked for outside.
    /// - Throws: ``ImageError`` when there is one outside, but it cannot be used.
    public func find(
        _ words: [String], in session: Session
    ) async throws -> (command: RegisteredCommand, wordCount: Int)? {
        if let found = command(for: words) { return found }
        guard let source, !words.isEmpty else { return nil }
        var meanings = [words, ["image"] + words]
        if Self.ignoredPrefixes.contains(words[0]), words.count > 1 { meanings.append(Array(words.dropFirst())) }
        let outside = try await source.commands(for: meanings, beside: self, in: session)
        return adding(outside).command(for: words)
    }

    /// With everything there is outside: for lists of commands.
    public func whole(in session: Session) async -> Registry {
        guard let source else { return self }
        return adding(await source.commands(beside: self, in: session))
    }

    /// With what was found outside before. Looks for nothing.
    public var known: Registry { source.map { adding($0.known) } ?? self }
}
