internal import BackendKit
internal import Transfers

/// What a copy shall be like, where it is not to be like the original.
struct CopyWish: Sendable {
    /// `nil` is the original's.
    var name: String?
    var visibility = Visibility.private
    var isProtected: Bool?
    var isHidden: Bool?
    var diskFormat: DiskFormat?
    var containerFormat: ContainerFormat?
    var minDisk: Int64?
    var minRAM: Int64?
    var owner: String?
    /// Beside those of the original.
    var tags: [String] = []
    var properties = Properties()
    var removedProperties: [String] = []
    /// The store that takes the data; `nil` is the default one.
    var store: Store.ID?
    /// Shared by all the copies of one call.
    var limit: RateLimit?
    /// Even if the destination holds the same data under that name.
    var copiesAnyway = false
    /// Leaves the record behind when its data did not arrive.
    var keepsFailed = false

    /// The record of the copy.
    /// - Parameter properties: those of the original that go with it.
    /// - Throws: ``ImageError`` with code `.usage` when nobody says what the data is.
    func draft(of image: Image, _ properties: Properties) throws(ImageError) -> ImageDraft {
        var draft = ImageDraft(name: name ?? image.name)
        draft.visibility = visibility
        draft.isProtected = isProtected ?? image.isProtected ?? false
        draft.isHidden = isHidden ?? image.isHidden ?? false
        draft.diskFormat = diskFormat ?? image.diskFormat
        draft.containerFormat = containerFormat ?? image.containerFormat
        draft.minDisk = minDisk ?? image.minDisk ?? 0
        draft.minRAM = minRAM ?? image.minRAM ?? 0
        draft.owner = owner
        draft.tags = (image.tags + tags).sortedUniqueBytes()
        draft.properties = properties
        for name in removedProperties { draft.properties[name] = nil }
        for (name, value) in self.properties { draft.properties[name] = value }
        guard draft.diskFormat != nil, draft.containerFormat != nil else {
            throw ImageError(
                .usage, "nothing says what format its data has", hint: "--disk-format qcow2 --container-format bare")
        }
        return draft
    }
}
