internal import BackendKit
internal import CommandKit

/// Copies images between the stores of the service that holds them, which does the work by itself (the import method
/// `copy-image` of the Image API v2).
struct StoreCopy: Sendable {
    /// `nil` is every store that can be written.
    let stores: [Store.ID]?
    let console: Console

    /// - Returns: the image in all of these stores; it is `present` when it was in them before.
    /// - Throws: ``ImageError``; `CancellationError` when nobody would wait: the service goes on then.
    func copy(_ image: Image, on place: CopyPlace) async throws -> ImageCopy.Outcome {
        do {
            guard image.status == .active else {
                throw ImageError(
                    .conflict, "its status is '\(image.status)', not 'active'",
                    hint: "image show \(place.word(image.id))")
            }
            let choosing = try place.backend.require(.stores)
            let importing = try place.backend.require(.importing)
            let held = (image.properties["stores"] ?? "").split(separator: ",").map(String.init)
            let wanted: [Store.ID]
            if let stores {
                wanted = stores
            } else {
                wanted = try await choosing.stores(details: false).filter { !$0.isReadOnly }.map(\.id)
            }
            let missing = wanted.filter { store in !held.contains { $0.hasSameBytes(as: store) } }
            guard !missing.isEmpty else {
                try console.notice(
                    "'\(image.label)' is in \(wanted.joined(separator: ", ")) already; nothing was copied")
                return .present(image)
            }
            return .copied(try await copy(image, to: missing, by: importing, on: place))
        } catch var error as ImageError {
            error.message = "'\(image.label)' was not copied between the stores of \(place.name): \(error.message)"
            throw place.addressed(error, image.id)
        }
    }

    private func copy(
        _ image: Image, to stores: [Store.ID], by importing: any ImageImporting, on place: CopyPlace
    ) async throws -> Image {
        guard try await importing.importMethods().contains(.copyImage) else {
            throw ImageError(
                .unsupported, "this service does not import by 'copy-image'", hint: "image import info")
        }
        var request = ImportRequest(.copyImage)
        request.stores = stores
        request.mustSucceedEverywhere = false
        do {
            try await importing.importImage(image.id, request)
        } catch var error as ImageError where error.code == .forbidden {
            error.details.append("without other rules of the site, only administrators may do this (copy_image)")
            throw error
        }
        return try await ImportWatch(importing: importing, console: console, prefix: place.prefix).finish(image)
    }
}
