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
        do {
            _ = try await editing.updateImage(target.id, changes)
        } catch let error as ImageError where error.code == .notFound && tags.count + properties.count > 1 {
            try await removeEach(of: target.id, by: editing, in: context)
        }
    }

    private func removeEach(
        of image: Image.ID, by editing: any ImageEditing, in context: CommandContext
    ) async throws {
        let parts =
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
        var deeds = Deeds("removed", to: parts.count, noun, in: context)
        try await deeds.each(parts) { _ = try await editing.updateImage(image, $0) }
        try deeds.finish()
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
