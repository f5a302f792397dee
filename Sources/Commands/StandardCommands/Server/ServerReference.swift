internal import BackendKit
internal import CommandKit

/// A server as a user names it: a full ID, or an exact name, byte by byte. Two servers of one name are never a guess.
struct ServerReference: ArgumentValue, Equatable {
    let text: String
    let span: SourceSpan?

    init(argument: String) throws(ArgumentProblem) { try self.init(argument, at: nil) }
    init(word: Word) throws(ArgumentProblem) { try self.init(word.text, at: word.span) }

    private init(_ text: String, at span: SourceSpan?) throws(ArgumentProblem) {
        guard !text.isEmpty else { throw ArgumentProblem("a server needs a name or an ID, not an empty word") }
        self.text = text
        self.span = span
    }

    static var completion: CompletionSource { .servers }

    private static let shownCandidates = 10

    /// The one server that is meant.
    /// - Throws: ``ImageError`` with code `.notFound`, or `.ambiguous` with the candidates in its details.
    func server(among servers: any ServerSnapshotting, in context: CommandContext) async throws -> Server {
        try await context.located(at: span) {
            let byID = ImageFinder.isUUID(text) ? try await server(withID: text, servers) : nil
            let named = try await servers.servers(named: text).first(Self.shownCandidates + 1)
            let found = (byID.map { [$0] } ?? []) + named.filter { $0.id != byID?.id }
            if found.count > 1 { throw ambiguous(found) }
            guard let only = found.first else { throw try await notFound(servers, in: context) }
            return only
        }
    }

    /// The ID. Where a backend knows no servers, or the cloud has no service for them, the word is taken for one.
    func id(in context: CommandContext) async throws -> String {
        guard !ImageFinder.isUUID(text) else { return text.lowercased() }
        if let servers = try await context.backend.facet(.snapshotting) {
            do {
                return try await server(among: servers, in: context).id.rawValue
            } catch let error as LocatedError where [.unsupported, .usage].contains(error.error.code) {}
        }
        try context.console.warn("'\(text)' is taken for a server's ID; servers are not looked up by name here")
        return text
    }

    private func server(withID id: String, _ servers: any ServerSnapshotting) async throws -> Server? {
        do {
            return try await servers.server(Server.ID(id.lowercased()))
        } catch let error as ImageError where error.code == .notFound {
            return nil
        }
    }

    private func ambiguous(_ servers: [Server]) -> ImageError {
        var details = servers.prefix(Self.shownCandidates).map { server in
            "\(server.id)  \(server.createdAt?.text ?? "-")  \(server.status)  \(server.name)"
        }
        if servers.count > Self.shownCandidates { details.append("…") }
        return ImageError(
            .ambiguous, "'\(text)' means several servers; nothing was done", details: details, hint: "one of the IDs")
    }

    private func notFound(_ servers: any ServerSnapshotting, in context: CommandContext) async throws -> ImageError {
        let names = try await servers.servers(named: nil).first(1000).map(\.name)
        let near = Suggestion.ranked(text, names).map(Quoting.word).joined(separator: ", ")
        return ImageError(
            .notFound, "no server '\(text)' on \(try await context.backend.info.name)",
            hint: near.isEmpty ? "server list" : near)
    }
}
