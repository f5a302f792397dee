internal import BackendKit

/// Where the data of an image comes from: one backend, whether or not it can go on in the middle.
struct DataSupply: Sendable {
    private let backend: any ImageBackend
    private let stores: [Store.ID]

    init(_ backend: any ImageBackend, preferring stores: [Store.ID]) {
        self.backend = backend
        self.stores = stores
    }

    /// As ``ImageResuming/withRemainingData(of:from:preferring:_:)``; a backend without that ability begins at 0.
    /// - Throws: also ``ImageError`` with code `.unsupported`.
    func withData(
        of image: Image, from offset: Int64, _ body: @Sendable (RemainingData) async throws -> Void
    ) async throws {
        if let resuming = backend.facet(.resuming) {
            return try await resuming.withRemainingData(of: image, from: offset, preferring: stores, body)
        }
        let whole: @Sendable (ByteStream) async throws -> Void = { try await body(RemainingData(start: 0, bytes: $0)) }
        if stores.isEmpty {
            try await backend.require(.downloading).withData(of: image.id, range: nil, whole)
        } else {
            try await backend.require(.stores).withData(of: image.id, range: nil, preferring: stores, whole)
        }
    }

    /// Whom to ask about data that is not as recorded: a store of this machine can be looked into.
    var checkHint: String? { backend.facet(.maintenance) == nil ? nil : "store check --read-data" }

    /// The record as it is now.
    func record(of image: Image) async throws -> Image { try await backend.image(image.id) }
}
