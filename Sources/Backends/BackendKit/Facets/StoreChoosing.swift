/// Choosing among the stores of a service.
public protocol StoreChoosing: Sendable {
    /// - Parameter details: asks for what administrators are told.
    /// - Throws: ``ImageError``: `.unsupported` when the service has a single, nameless store; `.forbidden`.
    func stores(details: Bool) async throws -> [Store]
    /// As ``ImageUploading/upload(_:to:)``, into one store.
    /// - Throws: also ``ImageError`` with code `.usage` for a store that is not there.
    func upload(_ data: ByteStream, to image: Image.ID, in store: Store.ID) async throws -> Image
    /// As ``ImageDownloading/withData(of:range:_:)``, preferring these stores in their order.
    func withData<Value: Sendable>(
        of image: Image.ID, range: Range<Int64>?, preferring stores: [Store.ID],
        _ body: @Sendable (ByteStream) async throws -> Value
    ) async throws -> Value
    /// Removes one copy of the data.
    /// - Throws: ``ImageError``: `.notFound` when the image is not in that store; `.conflict` for the last copy.
    func deleteData(of image: Image.ID, in store: Store.ID) async throws
}

extension Capability<any StoreChoosing> {
    public static var stores: Self { Self("stores", "choose among stores") }
}
