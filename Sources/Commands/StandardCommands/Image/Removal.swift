internal import BackendKit
internal import CommandKit

/// Tags and properties that are taken from an image: all in one change or, when some are not there, each for itself.
struct Removal: Sendable {
    private let tags: [Named<String>]
    private let properties: [Named<String>]

    init(tags: [Named<String>], properties: [Named<String>] = []) {
        self.tags = tags.uniqueThings
        self.properties = properties.uniqueThings
    }

    /// - Throws: ``ImageError``; ``SilentFailure`` when some of several could not be removed, which was said.
    func run(on target: LocatedImage, by editing: any ImageEditing, in context: CommandContext) async throws {
        var changes = ImageChanges()
        changes.removedTags = tags.map(\.thing)
        changes.removedProperties = properties.map(\.thing)
        let parts = parts
        do {
            _ = try await editing.updateImage(target.id, changes)
        } catch let error as ImageError where error.code == .notFound && parts.count > 1 {
            var deeds = Deeds("removed", to: parts.count, noun, in: context)
            try await deeds.each(parts) { _ = try await editing.updateImage(target.id, $0) }
            try deeds.finish()
        }
    }

    /// Tells of what is not there.
    /// - Returns: what a run would end with, the rest being removed.
    /// - Throws: what a run would fail with, nothing being removed.
    func rehearse(on target: LocatedImage, in context: CommandContext) throws -> ExitStatus {
        let parts = parts
        var failures: [ExitStatus] = []
        for part in parts {
            guard let error = Self.lack(of: part.thing, on: target.image) else { continue }
            guard parts.count > 1 else { throw error }
            try context.console.report(error, about: "'\(part.name)'")
            failures.append(.notFound)
        }
        return try .rehearsed(failures, of: parts.count)
    }

    /// What to say when a part is not there; `nil` also when the backend does not tell.
    private static func lack(of part: ImageChanges, on image: Image) -> ImageError? {
        if !part.removedTags.isEmpty, image.untold.contains(.tags) { return nil }
        do {
            try part.check(against: image)
            return nil
        } catch {
            return error.code == .notFound ? error : nil
        }
    }

    /// A change for each.
    private var parts: [Named<ImageChanges>] {
        tags.map { tag in
            var changes = ImageChanges()
            changes.removedTags = [tag.thing]
            return Named(changes, tag.name, at: tag.span)
        }
            + properties.map { property in
                var changes = ImageChanges()
                changes.removedProperties = [property.thing]
                return Named(changes, property.name, at: property.span)
            }
    }

    private var noun: Deeds.Noun {
        if properties.isEmpty { return DefinitionKind.tag.noun }
        if tags.isEmpty { return DefinitionKind.property.noun }
        return Deeds.Noun(one: "tag or property", many: "tags and properties")
    }
}

extension [Named<String>] {
    /// Each of the words once.
    fileprivate var uniqueThings: Self {
        reduce(into: []) { found, named in
            if !found.contains(where: { $0.thing.hasSameBytes(as: named.thing) }) { found.append(named) }
        }
    }
}
