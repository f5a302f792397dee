public import BackendKit
import ImageHashing

extension MemoryBackend: ImageUploading, ImageDownloading {
    public func upload(_ stream: ByteStream, to id: Image.ID) async throws -> Image {
        _ = try readyForData(id)
        var bytes: [UInt8] = []
        var hashers = ["md5", "sha512"].compactMap { ImageHasher($0) }
        let reader = try stream.open()
        while let chunk = try await reader.next() {
            bytes += chunk
            for index in hashers.indices { hashers[index].update(chunk) }
            try checkRoom(for: bytes.count)
            if let length = stream.length, bytes.count > length { throw wrongLength(stream) }
        }
        if let length = stream.length, bytes.count != length { throw wrongLength(stream) }
        // While this upload waited for its bytes, another one may have been faster.
        var image = try readyForData(id)
        image.status = .active
        image.size = Int64(bytes.count)
        image.checksum = hashers[0].value.value
        image.hash = hashers[1].value
        image.updatedAt = .now()
        records[id] = image
        data[id] = bytes
        return image
    }

    public nonisolated func withData<Value: Sendable>(
        of id: Image.ID, range: Range<Int64>?, _ body: @Sendable (ByteStream) async throws -> Value
    ) async throws -> Value {
        try await body(try await stream(of: id, range))
    }

    private func stream(of id: Image.ID, _ range: Range<Int64>?) throws -> ByteStream {
        let image = try image(id)
        guard let bytes = data[id] else {
            throw ImageError(
                .conflict, "image '\(image.label)' holds no data (status '\(image.status)')",
                hint: "image upload \(id) --file FILE")
        }
        guard let range else { return ByteStream(bytes) }
        guard !range.isEmpty, range.lowerBound >= 0, range.lowerBound < bytes.count else {
            throw ImageError(.usage, "image '\(image.label)' has no bytes from \(range.lowerBound)")
        }
        return ByteStream(Array(bytes[Int(range.lowerBound)..<min(Int(clamping: range.upperBound), bytes.count)]))
    }

    private func readyForData(_ id: Image.ID) throws -> Image {
        let image = try image(id)
        guard image.status == .queued else {
            throw ImageError(.conflict, "image '\(image.label)' already has data (status '\(image.status)')")
        }
        guard image.diskFormat != nil, image.containerFormat != nil else {
            throw ImageError(
                .usage, "an image needs a disk format and a container format before it can have data",
                hint: "image set --disk-format raw --container-format bare \(id)")
        }
        return image
    }

    private func checkRoom(for count: Int) throws {
        let used = data.values.reduce(0) { $0 + $1.count }
        guard Int64(used + count) <= capacity else {
            throw ImageError(.conflict, "the memory backend takes \(capacity) bytes in all, and \(used) are in use")
        }
    }

    private func wrongLength(_ stream: ByteStream) -> ImageError {
        ImageError(.integrity, "the data does not have the \(stream.length ?? 0) bytes that were announced")
    }
}
