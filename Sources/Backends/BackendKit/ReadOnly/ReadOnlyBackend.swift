/// A backend that can be looked at and not changed: what a session holds in a dry run.
///
/// Commands say what they change, and are not run then; this is for those that say less than they do. A facet that only
/// looks is the backend's own, one that can change something is wrapped, and one that nobody here knows is not there.
public struct ReadOnlyBackend: ImageBackend {
    private let base: any ImageBackend

    public init(_ base: any ImageBackend) { self.base = base }

    public var info: BackendInfo { base.info }

    public func images(matching query: ImageQuery) -> Pages<Image> { base.images(matching: query) }
    public func image(_ id: Image.ID) async throws -> Image { try await base.image(id) }
    public func alternative(for capability: AnyCapability) -> String? { base.alternative(for: capability) }
    public func state() async -> BackendState { await base.state() }
    public func close() async { await base.close() }

    public func deleteImage(_ id: Image.ID) async throws { throw Self.refusal("image '\(id)' was not deleted") }

    public func facet<Facet>(_ capability: Capability<Facet>) -> Facet? {
        guard let found = base.facet(capability) else { return nil }
        return Self.looking.contains(ObjectIdentifier(Facet.self)) ? found : guarded(Facet.self)
    }

    /// Facets that change nothing.
    private static let looking: Set<ObjectIdentifier> = [
        // What a program does with the access it is lent, it says in its manifest.
        ObjectIdentifier((any AccessLending).self),
        ObjectIdentifier((any ImageDownloading).self), ObjectIdentifier((any ImageResuming).self),
        ObjectIdentifier((any NameSuggesting).self), ObjectIdentifier((any ProjectFinding).self),
        ObjectIdentifier((any PropertyDefining).self), ObjectIdentifier((any ServiceDescribing).self),
        ObjectIdentifier((any TaskListing).self),
    ]

    private func guarded<Facet>(_ facet: Facet.Type) -> Facet? {
        switch ObjectIdentifier(facet) {
        case ObjectIdentifier((any ImageActivating).self): ReadOnlyActivating() as? Facet
        case ObjectIdentifier((any ImageCaching).self): base.facet(.caching).map(ReadOnlyCaching.init) as? Facet
        case ObjectIdentifier((any ImageCreating).self): ReadOnlyCreating() as? Facet
        case ObjectIdentifier((any ImageEditing).self): ReadOnlyEditing() as? Facet
        case ObjectIdentifier((any ImageImporting).self): base.facet(.importing).map(ReadOnlyImporting.init) as? Facet
        case ObjectIdentifier((any ImageSharing).self): base.facet(.sharing).map(ReadOnlySharing.init) as? Facet
        case ObjectIdentifier((any ImageStoring).self): ReadOnlyStoring() as? Facet
        case ObjectIdentifier((any ImageUploading).self): ReadOnlyUploading() as? Facet
        case ObjectIdentifier((any LocationEditing).self): base.facet(.locations).map(ReadOnlyLocations.init) as? Facet
        case ObjectIdentifier((any MetadataDefining).self): base.facet(.metadata).map(ReadOnlyMetadata.init) as? Facet
        case ObjectIdentifier((any ServerSnapshotting).self):
            base.facet(.snapshotting).map(ReadOnlySnapshotting.init) as? Facet
        case ObjectIdentifier((any StoreChoosing).self): base.facet(.stores).map(ReadOnlyStores.init) as? Facet
        case ObjectIdentifier((any StoreMaintenance).self):
            base.facet(.maintenance).map(ReadOnlyMaintenance.init) as? Facet
        case ObjectIdentifier((any TaskCreating).self): ReadOnlyTaskCreating() as? Facet
        case ObjectIdentifier((any VolumeImaging).self): ReadOnlyVolumes() as? Facet
        default: nil
        }
    }

    /// - Parameter truth: what is true now.
    static func refusal(_ truth: String) -> ImageError {
        ImageError(.usage, "a dry run changes nothing: \(truth)", hint: "config dry-run off")
    }
}
