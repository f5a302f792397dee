internal import BackendKit
internal import Synchronization

/// Where the data of an image comes from: one backend, whether or not it can go on in the middle.
struct DataSupply: Sendable {
    private let backend: any ImageBackend
    private let stores: [Store.ID]

    init(_ backend: any ImageBackend, preferring stores: [Store.ID]) {
        self.backend = backend
        self.stores = stores
    }

    /// As ``ImageResuming/withRemainingData(of:from:to:preferring:_:)``; a backend without that ability gives everything.
    /// - Throws: also ``ImageError`` with code `.unsupported`; ``BrokenData``; ``NoData``.
    func withData(
        of image: Image, from offset: Int64, to end: Int64? = nil,
        _ body: @Sendable (RemainingData) async throws -> Void
    ) async throws {
        let hasBegun = Mutex(false)
        do {
            try await open(image, from: offset, to: end) { data in
                hasBegun.withLock { $0 = true }
                try await body(data)
            }
        } catch let error as ImageError where error.code == .network && hasBegun.withLock({ $0 }) {
            throw BrokenData(cause: error)
        } catch let error as ImageError where error.code == .protocol && !hasBegun.withLock({ $0 }) {
            throw NoData(cause: error)
        }
    }

    private func open(
        _ image: Image, from offset: Int64, to end: Int64?, _ body: @Sendable (RemainingData) async throws -> Void
    ) async throws {
        if let resuming = backend.facet(.resuming) {
            return try await resuming.withRemainingData(of: image, from: offset, to: end, preferring: stores, body)
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

/// The connection broke after data had begun to come, so that going on makes sense.
struct BrokenData: Error {
    let cause: ImageError

    init(cause: ImageError) { self.cause = cause }

    /// The data ended before it was complete.
    init(after count: Int64, of size: Int64) {
        cause = ImageError(.network, "the data ended after \(count) of \(size) bytes")
    }
}

/// The answer was none that data could be in, such as a redirect to somebody else: it says nothing of the data that is
/// there already.
struct NoData: Error {
    let cause: ImageError
}
