public import BackendKit

extension TestService: StoreChoosing, ImageResuming {
    public func stores(details: Bool) -> [Store] {
        guard details else { return knownStores }
        return knownStores.map { store in
            var store = store
            store.type = store.isReadOnly ? "http" : "file"
            store.weight = 0
            store.details =
                store.isReadOnly
                ? "{}" : "{\"data_dir\":\"/srv/\(store.id)\",\"chunk_size\":65536,\"thin_provisioning\":false}"
            return store
        }
    }

    public func upload(_ data: ByteStream, to image: Image.ID, in store: Store.ID) async throws -> Image {
        try requireStore(store)
        let made = try await inner.require(.uploading).upload(data, to: image)
        copies[image] = [store]
        return decorated(made)
    }

    public func withData<Value: Sendable>(
        of image: Image.ID, range: Range<Int64>?, preferring stores: [Store.ID],
        _ body: @Sendable (ByteStream) async throws -> Value
    ) async throws -> Value {
        preferredStores = stores
        return try await inner.require(.downloading).withData(of: image, range: range, body)
    }

    public func withRemainingData<Value: Sendable>(
        of image: Image, from offset: Int64, to end: Int64?, preferring stores: [Store.ID],
        _ body: @Sendable (RemainingData) async throws -> Value
    ) async throws -> Value {
        preferredStores = stores
        return try await inner.require(.resuming).withRemainingData(
            of: image, from: offset, to: end, preferring: stores, body)
    }

    public func deleteData(of image: Image.ID, in store: Store.ID) async throws {
        let target = try await self.image(image)
        let places = places(of: target) ?? []
        guard places.contains(store) else {
            throw ImageError(.notFound, "image '\(target.label)' has no data in store '\(store)'")
        }
        guard places.count > 1 else {
            throw ImageError(.conflict, "store '\(store)' holds the last copy of image '\(target.label)'")
        }
        copies[image] = places.filter { $0 != store }
    }
}
