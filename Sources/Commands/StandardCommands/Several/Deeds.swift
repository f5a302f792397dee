internal import BackendKit
internal import CommandKit

/// The same deed to each of the things that a call names, in their order. What fails is told of, and the others go on;
/// what the others would fail with as well ends it.
struct Deeds {
    /// What things are called, one and several.
    struct Noun: Sendable {
        let one: String
        let many: String

        static let images = Noun(one: "image", many: "images")

        func counted(_ count: Int) -> String { "\(count) \(count == 1 ? one : many)" }
    }

    private let deed: String
    private let noun: Noun
    private let context: CommandContext
    private let isAlone: Bool
    private var count = 0
    private var doneCount = 0
    private var failures: [ExitStatus] = []

    /// - Parameters:
    ///   - deed: what becomes of each: "deleted".
    ///   - count: how many are named. What goes wrong with the only one is the error of the command.
    init(_ deed: String, to count: Int, _ noun: Noun, in context: CommandContext) {
        self.deed = deed
        self.noun = noun
        self.context = context
        isAlone = count == 1
    }

    /// The worst of the failures so far; `nil` while there is none.
    var status: ExitStatus? { ExitStatus.worst(of: failures) }

    /// Looks for the images, before anything is done to the first. An image that has two names here is one.
    /// - Throws: as ``ImageBatch/init(_:for:in:_:)``.
    mutating func find(
        _ references: [ImageReference], _ locate: (ImageReference) async throws -> LocatedImage
    ) async throws -> ImageBatch {
        let batch = try await ImageBatch(references, for: deed, in: context, locate)
        failures += batch.misses.map(\.status)
        return batch
    }

    /// Does it to one after the other.
    /// - Throws: what ends it, saying how far it came; `CancellationError`, that having been said; the error of the only
    ///   thing.
    mutating func each<Thing>(
        _ things: [Named<Thing>], _ body: @escaping @Sendable (Thing) async throws -> Void
    ) async throws {
        count = failures.count + things.count
        for (index, named) in things.enumerated() {
            do {
                try Task.checkCancellation()
                try await context.located(at: named.span) { try await body(named.thing) }
                doneCount += 1
            } catch  where !isAlone {
                guard error.endsAll else {
                    try fail(error, named.name)
                    continue
                }
                let stop = stop(at: named.name, before: things[(index + 1)...].map(\.name))
                if error is CancellationError { try? context.console.notice(stop) }
                throw error.adding(stop)
            }
        }
    }

    /// Says what has become of all, when something failed.
    /// - Throws: ``SilentFailure`` then.
    func finish() throws {
        guard let status else { return }
        let all = max(count, failures.count)
        try context.console.notice("\(doneCount) of \(noun.counted(all)) \(deed), \(failures.count) failed")
        throw SilentFailure(status)
    }

    private mutating func fail(_ error: any Error, _ name: String) throws {
        try context.console.report(error, about: "'\(name)'")
        failures.append(ExitStatus(error))
    }

    private static let mostShown = 10

    private func stop(at name: String, before rest: [String]) -> String {
        var text = "stopped at '\(name)'; "
        text += doneCount == 0 ? "no \(noun.one)" : "\(doneCount) of \(noun.counted(count))"
        text += " \(doneCount > 1 ? "were" : "was") \(deed)"
        if !failures.isEmpty { text += ", \(failures.count) failed" }
        guard !rest.isEmpty else { return text }
        let more = rest.count - Self.mostShown
        text += "; not tried: " + rest.prefix(Self.mostShown).map { "'\($0)'" }.joined(separator: ", ")
        return more > 0 ? text + " and \(more) more" : text
    }
}

extension Deeds {
    /// Does it to each of the words of a parameter, and says what has become of them.
    /// - Throws: as ``each(_:_:)`` and ``finish()``.
    static func each(
        _ names: [String], at spans: [SourceSpan], _ deed: String, _ noun: Noun, in context: CommandContext,
        _ body: @escaping @Sendable (String) async throws -> Void
    ) async throws {
        var deeds = Deeds(deed, to: names.count, noun, in: context)
        try await deeds.each(Named.words(names, at: spans), body)
        try deeds.finish()
    }
}
