/// A draft whose values are within the limits of the Image API, and the ID it will have.
public struct CheckedDraft: Sendable {
    /// Chosen by the caller, or here.
    public let id: Image.ID
    /// What was asked for, with no value beyond the limits.
    public let fields: ImageDraft

    /// - Throws: ``ImageError`` with code `.usage` that names the value.
    public init(_ draft: ImageDraft) throws(ImageError) {
        if let given = draft.id { id = try Self.checked(given) } else { id = Image.ID.random() }
        try ValueRules.check(name: draft.name)
        try ValueRules.check(visibility: draft.visibility)
        try ValueRules.check(minimum: draft.minDisk, "min_disk")
        try ValueRules.check(minimum: draft.minRAM, "min_ram")
        for tag in draft.tags { try ValueRules.check(tag: tag) }
        for property in draft.properties { try ValueRules.check(property: property.name, value: property.value) }
        try ValueRules.check(count: draft.tags.sortedUniqueBytes().count, "tags")
        try ValueRules.check(count: draft.properties.count, "properties")
        fields = draft
    }

    /// The record it makes: `queued`, without data.
    public func image(at time: Timestamp) -> Image {
        Image(
            id: id, name: fields.name, status: .queued, visibility: fields.visibility ?? .shared,
            isProtected: fields.isProtected, isHidden: fields.isHidden, diskFormat: fields.diskFormat,
            containerFormat: fields.containerFormat, minDisk: fields.minDisk, minRAM: fields.minRAM,
            owner: fields.owner, createdAt: time, updatedAt: time, tags: fields.tags.sortedUniqueBytes(),
            properties: fields.properties)
    }

    private static func checked(_ id: Image.ID) throws(ImageError) -> Image.ID {
        let text = id.rawValue.lowercased()
        let groups = text.split(separator: "-", omittingEmptySubsequences: false)
        let isHex = text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) || $0 == 0x2D }
        guard isHex, groups.map(\.utf8.count) == [8, 4, 4, 4, 12] else {
            throw ImageError(.usage, "'\(id)' is not a UUID", hint: "--id 6f0f5a3e-2f1b-4a52-9a8e-0c9f6f1f2b77")
        }
        return Image.ID(text)
    }
}
