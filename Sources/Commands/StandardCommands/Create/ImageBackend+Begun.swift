internal import BackendKit

extension ImageBackend {
    /// Deletes an image that a command has begun to make, also where it is protected already: that was meant for the
    /// image it never became.
    func deleteBegun(_ image: Image.ID) async throws {
        do {
            try await deleteImage(image)
        } catch let refused as ImageError where refused.code == .conflict || refused.code == .forbidden {
            guard let editing = facet(.editing), try await self.image(image).isProtected == true else { throw refused }
            var changes = ImageChanges()
            changes.isProtected = false
            _ = try await editing.updateImage(image, changes)
            try await deleteImage(image)
        }
    }
}
