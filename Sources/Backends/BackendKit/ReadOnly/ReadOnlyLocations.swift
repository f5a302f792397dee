/// Locations to look at.
struct ReadOnlyLocations: LocationEditing {
    let base: any LocationEditing

    func locations(of image: Image.ID) async throws -> [ImageLocation] { try await base.locations(of: image) }

    func addLocation(_ location: ImageLocation, to image: Image.ID) async throws {
        throw ReadOnlyBackend.refusal("image '\(image)' is what it was")
    }

    func describeLocation(_ url: String, of image: Image.ID, as metadata: Properties) async throws {
        throw ReadOnlyBackend.refusal("image '\(image)' is what it was")
    }

    func removeLocation(_ url: String, from image: Image.ID) async throws {
        throw ReadOnlyBackend.refusal("image '\(image)' is what it was")
    }
}
