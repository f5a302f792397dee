internal import BackendKit
internal import CommandKit
internal import Transfers

/// Puts data into a new image of a backend, and takes the image away again when that fails.
struct CopyLanding: Sendable {
    let place: CopyPlace
    let console: Console
    let keepsFailed: Bool
    /// Where a record is noted until its data is there.
    var journal: TransferJournal?
    /// What the journal calls the place the data comes from.
    var origin = ""
    private let way: Way

    /// How the backend takes data.
    private enum Way: Sendable {
        /// Record and data as one change.
        case store(any ImageStoring)
        /// A record, and then its data.
        case upload(any ImageCreating, @Sendable (ByteStream, Image.ID) async throws -> Image)
    }

    /// - Throws: ``ImageError`` with code `.unsupported` when the backend takes no new images.
    init(_ place: CopyPlace, store: Store.ID?, keepsFailed: Bool, console: Console) throws(ImageError) {
        self.place = place
        self.keepsFailed = keepsFailed
        self.console = console
        if let store {
            let stores = try place.backend.require(.stores)
            way = .upload(try place.backend.require(.creating)) { try await stores.upload($0, to: $1, in: store) }
        } else if let storing = place.backend.facet(.storing) {
            way = .store(storing)
        } else {
            let uploading = try place.backend.require(.uploading)
            way = .upload(try place.backend.require(.creating)) { try await uploading.upload($0, to: $1) }
        }
    }

    /// - Parameters:
    ///   - protection: what the caller finishes then.
    ///   - check: looks at the image as it reads back; an error undoes everything.
    /// - Throws: the first error, which also says what has become of the new image.
    func land(
        _ draft: ImageDraft, _ data: ByteStream, before protection: LateProtection,
        check: @Sendable (Image) throws -> Void
    ) async throws -> FilledImage {
        let begun = BegunImage(
            draft, on: place.backend,
            BegunImage.Wording(deed: "the copy", place: place.name, prefix: place.prefix), keepsFailed: keepsFailed,
            console: console)
        switch way {
        case .store(let storing):
            let made = try await begun.store { draft in
                let made = try await storing.storeImage(draft, data: data)
                try check(made)
                return made
            }
            return FilledImage(image: made, note: nil)
        case .upload(let creating, let upload):
            let origin = BegunImage.Origin(name: origin, size: data.length, journal: journal)
            return try await begun.fill(from: origin, by: creating, before: protection) { record in
                let made = try await upload(data, record.id)
                try check(made)
                return made
            }
        }
    }
}
