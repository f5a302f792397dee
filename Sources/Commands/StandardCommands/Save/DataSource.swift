internal import BackendKit
internal import CommandKit

/// Where the data of an image is read from.
struct DataSource: Sendable {
    private let downloading: any ImageDownloading
    private let stores: (any StoreChoosing)?
    private let preferred: [Store.ID]

    /// - Parameter preferred: stores to read from, the first one first; empty leaves it to the service.
    /// - Throws: ``ImageError`` with code `.unsupported`.
    init(of target: LocatedImage, preferring preferred: [Store.ID]) throws {
        downloading = try target.require(.downloading)
        stores = if preferred.isEmpty { nil } else { try target.require(.stores) }
        self.preferred = preferred
    }

    /// Opens all the data for the time the closure runs.
    func withData(of image: Image.ID, _ body: @Sendable (ByteStream) async throws -> Void) async throws {
        guard let stores else { return try await downloading.withData(of: image, range: nil, body) }
        try await stores.withData(of: image, range: nil, preferring: preferred, body)
    }
}
