public import BackendKit

/// Images in the memory of this process, gone when it ends: for demonstrations, and for trying things out.
public actor MemoryBackend: ImageBackend {
    public nonisolated let info = BackendInfo(kind: "memory", name: "memory", location: "this process")
    /// How many bytes of data it takes in all.
    let capacity: Int64
    var records: [Image.ID: Image] = [:]
    var data: [Image.ID: [UInt8]] = [:]
    /// No ID is used a second time, not even that of an image that was deleted.
    private var usedIDs: Set<Image.ID> = []

    public init(capacity: Int64 = 256 << 20) { self.capacity = capacity }

    public nonisolated func images(matching query: ImageQuery) -> Pages<Image> {
        Pages(of: query) { await Array(self.records.values) }
    }

    public func image(_ id: Image.ID) throws -> Image {
        guard let found = records[id] else { throw ImageError.noImage(id.rawValue, in: info) }
        return found
    }

    public func deleteImage(_ id: Image.ID) throws {
        let target = try image(id)
        guard target.isProtected != true else {
            throw ImageError(
                .conflict, "image '\(target.label)' is protected; it was not deleted",
                hint: "image set --unprotected \(id)")
        }
        records[id] = nil
        data[id] = nil
    }
}

extension MemoryBackend: ImageCreating, ImageEditing {
    public func createImage(_ draft: ImageDraft) throws -> Image {
        let checked = try CheckedDraft(draft)
        guard usedIDs.insert(checked.id).inserted else {
            throw ImageError(.conflict, "the ID \(checked.id) is taken, or was once; nothing was created")
        }
        let made = checked.image(at: .now())
        records[made.id] = made
        return made
    }

    public func updateImage(_ id: Image.ID, _ changes: ImageChanges) throws -> Image {
        let changed = try changes.applied(to: try image(id), at: .now())
        records[id] = changed
        return changed
    }
}
