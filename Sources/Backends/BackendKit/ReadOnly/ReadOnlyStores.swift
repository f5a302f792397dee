/// Stores to look at and read from.
struct ReadOnlyStores: StoreChoosing {
    let base: any StoreChoosing

    func stores(details: Bool) async throws -> [Store] { try await base.stores(details: details) }

    func withData<Value: Sendable>(
        of image: Image.ID, range: Range<Int64>?, preferring stores: [Store.ID],
        _ body: @Sendable (ByteStream) async throws -> Value
    ) async throws -> Value {
        try await base.withData(of: image, range: range, preferring: stores, body)
    }

    func upload(_ data: ByteStream, to image: Image.ID, in store: Store.ID) async throws -> Image {
        throw ReadOnlyBackend.refusal("image '\(image)' got no data")
    }

    func deleteData(of image: Image.ID, in store: Store.ID) async throws {
        throw ReadOnlyBackend.refusal("image '\(image)' keeps its data")
    }
}
