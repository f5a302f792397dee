public import BackendKit
internal import HTTPTransport
internal import JSONText
internal import OpenStack

/// New records.
extension GlanceBackend: ImageCreating {
    public func createImage(_ draft: ImageDraft) async throws -> Image {
        // Chosen here, so that a repeated request cannot make a second image.
        let id = draft.id ?? Image.ID.random()
        let body = try ImageBody.json(draft, id: id)
        let deed = "creating image '\(draft.name ?? id.rawValue)'"
        return try await change(
            ServiceRequest(.post, ["images"], body: .bytes(body.bytes), accepts: [201]), deed,
            look: {
                guard let image = try await self.imageIfPresent(id) else { return nil }
                guard ImageBody.matches(image, draft) else { throw Self.taken(id) }
                return image
            },
            answer: { try ImageRecord($0).image },
            refusal: { fault in
                if fault.status == 409 { return Self.taken(id, fault) }
                return self.basicRefusal(fault, deed)
            })
    }

    private static func taken(_ id: Image.ID, _ fault: ServiceFault? = nil) -> ImageError {
        ImageError(
            .conflict, "the ID \(id) is taken, or was once; nothing was created",
            details: fault.map { [$0.detail] } ?? [])
    }
}
