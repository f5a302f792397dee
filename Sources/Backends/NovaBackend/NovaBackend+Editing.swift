public import BackendKit
internal import HTTPTransport
internal import JSONText
internal import OpenStack

/// Changes of properties, which is all Nova can change.
///
/// Nova makes each call wholly or not at all. New values are one call that joins them to what there is, and so is the
/// removal of one property. Anything else is told to Nova as the whole of the properties: what somebody else changes
/// between our reading and our writing is lost then, as it can be within Nova, which reads and writes all of them too.
extension NovaBackend: ImageEditing {
    public func updateImage(_ id: Image.ID, _ changes: ImageChanges) async throws -> Image {
        if changes.isEmpty { return try await image(id) }
        try check(changes)
        let set = changes.setProperties.without(changes.removedProperties)
        guard !changes.removedProperties.isEmpty else {
            try await send(ServiceRequest(.post, try metadata(of: id), body: Self.body(set)), changes, to: id)
            return try await image(id)
        }
        let current = try await image(id)
        if let name = changes.removedProperties.first(where: { current.properties[$0] == nil }) {
            throw changes.lack(ofProperty: name, on: current)
        }
        if set.isEmpty, let name = changes.removedProperties.only, PathSegment.isSafe(name) {
            try await remove(name, changes, of: current)
        } else {
            let body = try await everything(of: current, changes, set)
            try await send(ServiceRequest(.put, try metadata(of: id), body: Self.body(body)), changes, to: id)
        }
        return try await image(id)
    }

    /// - Throws: ``ImageError`` with code `.unsupported` that names what Nova cannot change.
    private func check(_ changes: ImageChanges) throws(ImageError) {
        let fields: [(String, Bool)] = [
            ("the name", changes.name != nil), ("the visibility", changes.visibility != nil),
            ("protection", changes.isProtected != nil), ("hiding", changes.isHidden != nil),
            ("the disk format", changes.diskFormat != nil), ("the container format", changes.containerFormat != nil),
            ("min disk", changes.minDisk != nil), ("min RAM", changes.minRAM != nil),
            ("the owner", changes.owner != nil), ("tags", !changes.addedTags.isEmpty || !changes.removedTags.isEmpty),
        ]
        let unable = fields.filter(\.1).map(\.0)
        guard unable.isEmpty else {
            throw ImageError(
                .unsupported, "the nova backend changes properties alone, not \(unable.joined(separator: ", "))",
                hint: otherway)
        }
        if let problem = MetadataRule.problem(changes.setProperties)
            ?? changes.removedProperties.first(where: { !MetadataRule.takes(name: $0) }).map(MetadataRule.problem)
        {
            throw ImageError(
                .unsupported, "the nova backend cannot change this property: \(problem)", hint: otherway)
        }
    }

    private func metadata(of id: Image.ID, _ more: String...) throws(ImageError) -> [String] {
        try path(of: id, "metadata") + more
    }

    private static func body(_ properties: Properties) -> HTTPRequest.Body {
        var body = JSONObject()
        body["metadata"] = MetadataRule.json(properties)
        return .bytes(JSON.object(body).bytes)
    }

    /// All the properties the image shall have.
    /// - Throws: ``ImageError`` with code `.unsupported` for one that Nova shows but does not take back.
    private func everything(of image: Image, _ changes: ImageChanges, _ set: Properties) async throws -> Properties {
        let deed = "changing image \(image.id)"
        let response = try await ask(.metadata, ServiceRequest(.get, try metadata(of: image.id))) {
            self.refusal($0, of: image.id, deed)
        }
        var properties = Properties()
        for (name, value) in try response.json()["metadata"]?.object ?? JSONObject()
        where !changes.removedProperties.contains(where: { $0.hasSameBytes(as: name) }) && set[name] == nil {
            guard let text = value.string, MetadataRule.takes(name: name), MetadataRule.takes(value: text) else {
                throw ImageError(
                    .unsupported,
                    "the nova backend cannot make these changes at once: it would have to write the property '\(name)' "
                        + "back, and Nova does not take that; nothing was changed",
                    hint: "\(otherway), or change one property at a time")
            }
            properties[name] = text
        }
        for (name, value) in set { properties[name] = value }
        return properties
    }

    /// What is sent here may be sent twice.
    private func send(_ request: ServiceRequest, _ changes: ImageChanges, to id: Image.ID) async throws {
        let deed = "changing image \(id)"
        warnOfVisibility()
        var request = request
        request.repeats = .freely
        try await change(
            .metadata, request, deed, look: { try await self.isMade(changes, in: id) ? () : nil }, answer: { _ in },
            refusal: { fault in self.unchanged(fault, id, deed) })
    }

    private func remove(_ name: String, _ changes: ImageChanges, of image: Image) async throws {
        let deed = "removing the property '\(name)' of image \(image.id)"
        warnOfVisibility()
        try await change(
            .metadata,
            ServiceRequest(.delete, try metadata(of: image.id, name), accepts: [204], repeats: .whenUntouched), deed,
            look: { try await self.isMade(changes, in: image.id) ? () : nil }, answer: { _ in },
            refusal: { fault in
                // Nova says 404 for the image and for the property.
                if fault.status == 404, let image = try await self.imageIfPresent(image.id) {
                    return fault.explained(as: changes.lack(ofProperty: name, on: image))
                }
                return self.unchanged(fault, image.id, deed)
            })
    }

    private func isMade(_ changes: ImageChanges, in id: Image.ID) async throws -> Bool {
        let properties = try await image(id).properties
        return changes.removedProperties.allSatisfy { properties[$0] == nil }
            && changes.setProperties.without(changes.removedProperties).allSatisfy {
                properties[$0.name]?.hasSameBytes(as: $0.value) == true
            }
    }

    private func unchanged(_ fault: ServiceFault, _ id: Image.ID, _ deed: String) -> ImageError {
        if fault.status == 403 {
            return fault.error(
                .forbidden, "\(deed) failed: you may not do this, or a quota is reached; nothing was changed")
        }
        var error = refusal(fault, of: id, deed)
        if fault.deniesAll { error.message += "; nothing was changed" }
        return error
    }
}

extension Properties {
    fileprivate func without(_ names: [String]) -> Properties {
        var rest = self
        for name in names { rest[name] = nil }
        return rest
    }
}

extension Array {
    /// The element of an array that has one.
    fileprivate var only: Element? { count == 1 ? first : nil }
}
