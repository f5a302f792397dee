public import BackendKit
internal import GRDB

/// Changes to records: one transaction, so all of them or none.
extension LocalBackend: ImageEditing, ImageActivating {
    public func updateImage(_ id: Image.ID, _ changes: ImageChanges) async throws -> Image {
        try Self.check(changes)
        guard let catalogue = try writableIfPresent() else { throw ImageError.noImage(id.rawValue, in: info) }
        let info = info
        try await catalogue.write { database in
            guard let (key, image) = try Catalogue.image(id, in: database) else {
                throw ImageError.noImage(id.rawValue, in: info)
            }
            try Self.check(changes, against: image)
            guard !changes.isEmpty else { return }
            try Catalogue.apply(changes, to: key, in: database)
        }
        return try await image(id)
    }

    public func deactivateImage(_ id: Image.ID) async throws { try await switchStatus(of: id, to: .deactivated) }

    public func reactivateImage(_ id: Image.ID) async throws { try await switchStatus(of: id, to: .active) }

    private func switchStatus(of id: Image.ID, to status: Image.Status) async throws {
        guard let catalogue = try writableIfPresent() else { throw ImageError.noImage(id.rawValue, in: info) }
        let info = info
        try await catalogue.write { database in
            guard let (key, image) = try Catalogue.image(id, in: database) else {
                throw ImageError.noImage(id.rawValue, in: info)
            }
            guard image.status == .active || image.status == .deactivated else {
                throw ImageError(
                    .conflict,
                    "image '\(image.label)' is '\(image.status)'; only an 'active' or 'deactivated' one can become '\(status)'"
                )
            }
            if image.status != status { try Catalogue.setStatus(status, of: key, in: database) }
        }
    }

    private static func check(_ changes: ImageChanges) throws(ImageError) {
        try ValueRules.check(name: changes.name)
        try ValueRules.check(visibility: changes.visibility)
        try ValueRules.check(minimum: changes.minDisk, "min_disk")
        try ValueRules.check(minimum: changes.minRAM, "min_ram")
        for tag in changes.addedTags { try ValueRules.check(tag: tag) }
        for property in changes.setProperties {
            try ValueRules.check(property: property.name, value: property.value)
        }
    }

    private static func check(_ changes: ImageChanges, against image: Image) throws(ImageError) {
        if changes.diskFormat != nil || changes.containerFormat != nil, image.status != .queued {
            throw ImageError(
                .conflict,
                "image '\(image.label)' has data (status '\(image.status)'); its formats cannot change any more")
        }
        for tag in changes.removedTags where !image.tags.contains(where: { $0.hasSameBytes(as: tag) }) {
            throw ImageError(.notFound, "image '\(image.label)' has no tag '\(tag)'; nothing was changed")
        }
        for name in changes.removedProperties where image.properties[name] == nil {
            throw ImageError(.notFound, "image '\(image.label)' has no property '\(name)'; nothing was changed")
        }
        let tags = (image.tags + changes.addedTags).sortedUniqueBytes().count - changes.removedTags.count
        try ValueRules.check(count: tags, "tags")
        let names = image.properties.names + changes.setProperties.names
        try ValueRules.check(count: names.sortedUniqueBytes().count - changes.removedProperties.count, "properties")
    }
}
