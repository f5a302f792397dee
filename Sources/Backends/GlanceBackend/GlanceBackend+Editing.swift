public import BackendKit
internal import HTTPTransport
internal import OpenStack

/// Changes of records.
///
/// Glance makes the operations of one patch wholly or not at all, so a patch is how changes are sent. It can only set
/// the tags as a whole: tags that somebody else changes between our reading and our patch are lost (there is no
/// `If-Match`). A change of one single tag is therefore a call of its own. That leaves the service a shorter moment to
/// lose a tag in, but not none: it reads all tags and writes all tags as well. So the tag is looked for afterwards. A
/// tag that is not ASCII always goes into a patch: in a path, Glance stores it decoded as Latin-1.
extension GlanceBackend: ImageEditing {
    public func updateImage(_ id: Image.ID, _ changes: ImageChanges) async throws -> Image {
        if changes.isEmpty { return try await image(id) }
        if let change = SingleTag(changes) { return try await update(id, change) }
        let tags = try await wantedTags(of: id, changes)
        let patch = try ImagePatch(changes, tags: tags)
        let deed = "changing image \(id)"
        do {
            return try await send(patch, changes, to: id, deed)
        } catch let error as ImageError where error.code == .network {
            throw try await explained(error, id, changes)
        }
    }

    private func send(
        _ patch: ImagePatch, _ changes: ImageChanges, to id: Image.ID, _ deed: String
    ) async throws -> Image {
        try await change(
            ServiceRequest(
                .patch, try path(of: id), headers: ["Content-Type": ImagePatch.mediaType], body: .bytes(patch.bytes)),
            deed,
            look: {
                let image = try await self.image(id)
                return changes.areMade(in: image) ? image : nil
            },
            answer: { try ImageRecord($0, of: id).image },
            refusal: { fault in try await self.updateRefusal(fault, id, changes, deed) })
    }

    /// Glance on MySQL answers 500 to property names that only differ in case.
    private func explained(_ error: ImageError, _ id: Image.ID, _ changes: ImageChanges) async throws -> ImageError {
        guard let image = try? await image(id),
            let (one, other) = RecordFields.clash(image.properties.names + changes.setProperties.names)
        else { return error }
        return ImageError(
            .conflict,
            "changing image \(id) failed: the service may take the properties '\(one)' and '\(other)' for one; "
                + "nothing was changed", details: error.details)
    }

    private func wantedTags(of id: Image.ID, _ changes: ImageChanges) async throws -> [String]? {
        guard !changes.addedTags.isEmpty || !changes.removedTags.isEmpty else { return nil }
        let image = try await image(id)
        for tag in changes.removedTags where !image.tags.contains(where: { $0.hasSameBytes(as: tag) }) {
            throw changes.lack(ofTag: tag, on: image)
        }
        return (image.tags + changes.addedTags).sortedUniqueBytes()
            .filter { tag in !changes.removedTags.contains { $0.hasSameBytes(as: tag) } }
    }

    private func update(_ id: Image.ID, _ tag: SingleTag) async throws -> Image {
        for _ in 0..<5 {
            try await send(tag, to: id)
            let image = try await image(id)
            if tag.isDone(in: image) { return image }
        }
        throw ImageError(
            .conflict, "\(tag.deed(id)) failed: others change its tags all the time; nothing was changed")
    }

    private func send(_ tag: SingleTag, to id: Image.ID) async throws {
        let deed = tag.deed(id)
        try await change(
            ServiceRequest(
                tag.isAdded ? .put : .delete, try path(of: id, "tags", tag.name),
                body: tag.isAdded ? .bytes([]) : .none, accepts: [204], repeats: .whenUntouched),
            deed,
            look: { tag.isDone(in: try await self.image(id)) ? () : nil },
            answer: { _ in },
            refusal: { fault in
                guard fault.status == 404, !tag.isAdded else { return self.refusal(fault, of: id, deed) }
                return fault.explained(as: tag.changes.lack(ofTag: tag.name, on: try await self.image(id)))
            })
    }

    private func updateRefusal(
        _ fault: ServiceFault, _ id: Image.ID, _ changes: ImageChanges, _ deed: String
    ) async throws -> ImageError {
        switch fault.status {
        // Glance says 409 for a property that is not there.
        case 409 where !changes.removedProperties.isEmpty:
            let image = try await image(id)
            guard let name = changes.removedProperties.first(where: { image.properties[$0] == nil }) else { break }
            return fault.explained(as: changes.lack(ofProperty: name, on: image))
        // Glance says 403 for the formats of an image that has data.
        case 403 where changes.diskFormat != nil || changes.containerFormat != nil:
            let image = try await image(id)
            guard image.status != .queued, image.status != .importing else { break }
            return fault.error(
                .conflict,
                "image '\(image.label)' has data (status '\(image.status)'); its formats cannot change any more")
        default: break
        }
        var error = refusal(fault, of: id, deed)
        if fault.deniesAll { error.message += "; nothing was changed" }
        return error
    }
}

/// A change of one tag and nothing else, which a path can name.
private struct SingleTag {
    let changes: ImageChanges
    let name: String
    let isAdded: Bool

    init?(_ changes: ImageChanges) {
        var rest = changes
        rest.addedTags = []
        rest.removedTags = []
        guard rest.isEmpty, changes.addedTags.count + changes.removedTags.count == 1,
            let name = changes.addedTags.first ?? changes.removedTags.first,
            PathSegment.isSafe(name), name.utf8.allSatisfy({ $0 < 0x80 })
        else { return nil }
        self.changes = changes
        self.name = name
        isAdded = !changes.addedTags.isEmpty
    }

    func deed(_ id: Image.ID) -> String {
        isAdded ? "adding the tag '\(name)' to image \(id)" : "removing the tag '\(name)' from image \(id)"
    }

    func isDone(in image: Image) -> Bool { image.tags.contains { $0.hasSameBytes(as: name) } == isAdded }
}
