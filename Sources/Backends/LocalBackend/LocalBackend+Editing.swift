public import BackendKit
internal import FileIO
internal import GRDB

/// Changes to records: one transaction, so all of them or none.
extension LocalBackend: ImageEditing, ImageActivating {
    public func updateImage(_ id: Image.ID, _ changes: ImageChanges) async throws -> Image {
        try changes.check()
        guard let catalogue = try writableIfPresent() else { throw ImageError.noImage(id.rawValue, in: info) }
        let info = info
        try await catalogue.write { database in
            guard let (key, image) = try Catalogue.image(id, in: database) else {
                throw ImageError.noImage(id.rawValue, in: info)
            }
            try changes.check(against: image)
            guard !changes.isEmpty else { return }
            try Catalogue.apply(changes, to: key, in: database)
        }
        StopPoint.pass(.changeRecorded)
        return try await image(id)
    }

    public func deactivateImage(_ id: Image.ID) async throws { try await switchStatus(of: id, to: .deactivated) }

    public func reactivateImage(_ id: Image.ID) async throws { try await switchStatus(of: id, to: .active) }

    private func switchStatus(of id: Image.ID, to status: Image.Status) async throws {
        guard let catalogue = try writableIfPresent() else { throw ImageError.noImage(id.rawValue, in: info) }
        let info = info
        try await catalogue.write { database in
            guard let (key, image) = try Catalogue.image(id, in: database) else {
                throw ImageError.noImage(id.rawValue, in: info)
            }
            guard image.status == .active || image.status == .deactivated else {
                throw ImageError(
                    .conflict,
                    "image '\(image.label)' is '\(image.status)'; only an 'active' or 'deactivated' one can become '\(status)'"
                )
            }
            if image.status != status { try Catalogue.setStatus(status, of: key, in: database) }
        }
    }
}
