/// Refuses to make images of volumes.
struct ReadOnlyVolumes: VolumeImaging {
    func createImage(of volume: String, _ request: VolumeImageRequest) async throws -> VolumeImage {
        throw ReadOnlyBackend.refusal("no image '\(request.name)' was made")
    }
}
