public import BackendKit

/// Data on its way out. Whole data is verified while it is read.
extension GlanceBackend: ImageDownloading {
    public func withData<Value: Sendable>(
        of id: Image.ID, range: Range<Int64>?, _ body: @Sendable (ByteStream) async throws -> Value
    ) async throws -> Value {
        try await withData(of: id, range: range, preferring: [], body)
    }

    public func withData<Value: Sendable>(
        of id: Image.ID, range: Range<Int64>?, preferring stores: [Store.ID],
        _ body: @Sendable (ByteStream) async throws -> Value
    ) async throws -> Value {
        let image = try await image(id)
        let download = try DataDownload(image, preferring: stores, of: self)
        guard let range else { return try await download.whole(body) }
        guard !range.isEmpty, range.lowerBound >= 0, range.lowerBound < image.size ?? .max else {
            throw ImageError(
                .usage, "image '\(image.label)' has no bytes from \(range.lowerBound) to \(range.upperBound)")
        }
        return try await download.part(range.clamped(to: 0..<(image.size ?? .max)), body)
    }
}

extension GlanceBackend: ImageResuming {
    public func withRemainingData<Value: Sendable>(
        of image: Image, from offset: Int64, to end: Int64?, preferring stores: [Store.ID],
        _ body: @Sendable (RemainingData) async throws -> Value
    ) async throws -> Value {
        try await DataDownload(image, preferring: stores, of: self).remaining(from: offset, to: end, body)
    }
}
