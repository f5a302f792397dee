public import BackendKit
internal import FileIO

/// Data on its way out. Whole data is verified while it is read.
extension LocalBackend: ImageDownloading {
    public func withData<Value: Sendable>(
        of id: Image.ID, range: Range<Int64>?, _ body: @Sendable (ByteStream) async throws -> Value
    ) async throws -> Value {
        let image = try await image(id)
        let size = try Self.readableSize(of: image)
        let file = try await openData(of: image)
        if let range {
            guard !range.isEmpty, range.lowerBound >= 0, range.lowerBound < size else {
                throw ImageError(
                    .usage, "image '\(image.label)' has no bytes from \(range.lowerBound) to \(range.upperBound)")
            }
            return try await body(ByteStream(file, range: range.lowerBound..<min(range.upperBound, size)))
        }
        let status = try FileStatus.of(file)
        let plain = ByteStream(file, status: status)
        return try await body(
            ByteStream(length: size, canRestart: true, verifiedHashes: image.hash.map { [$0] } ?? []) {
                VerifyingReader(try plain.open(), of: image)
            })
    }

    private func openData(of image: Image) async throws -> OpenFile {
        let path = layout.data(of: image.id)
        do {
            return try await BlockingWork.run {
                let file = try OpenFile.reading(path, followsLink: false)
                try Self.checkLength(of: file, image)
                return file
            }
        } catch let error as ImageError where error.code == .notFound {
            // Another process may have deleted the image meanwhile; then this says so.
            _ = try await self.image(image.id)
            throw ImageError(
                .integrity, "the data of '\(image.label)' is missing from the store", hint: "store check --repair")
        }
    }

    /// Nobody changes data that has its name: with another length it is damaged, whichever part of it is wanted.
    private static func checkLength(of file: OpenFile, _ image: Image) throws(ImageError) {
        let (status, size) = (try FileStatus.of(file), image.size ?? 0)
        guard status.kind == .regular, status.size == size else {
            let what =
                status.kind == .regular ? "has \(status.size) bytes instead of \(size)" : "is a \(status.kind.rawValue)"
            throw ImageError(
                .integrity, "the stored data of '\(image.label)' is damaged: it \(what)", hint: "store check")
        }
    }

    private static func readableSize(of image: Image) throws(ImageError) -> Int64 {
        switch image.status {
        case .active: break
        case .deactivated:
            throw ImageError(
                .forbidden, "image '\(image.label)' is deactivated; its data cannot be read",
                hint: "image set --activate \(image.id)")
        case .damaged:
            throw ImageError(
                .integrity, "the data of '\(image.label)' is damaged or missing", hint: "store check --read-data")
        default:
            throw ImageError(
                .conflict, "image '\(image.label)' holds no data (status '\(image.status)')",
                hint: "image upload \(image.id) --file FILE")
        }
        return image.size ?? 0
    }
}

extension LocalBackend: ImageResuming {
    public func withRemainingData<Value: Sendable>(
        of known: Image, from offset: Int64, to end: Int64?, preferring _: [Store.ID],
        _ body: @Sendable (RemainingData) async throws -> Value
    ) async throws -> Value {
        let image = try await image(known.id)
        let size = try Self.readableSize(of: image)
        let file = try await openData(of: image)
        let limit = min(end ?? size, size)
        return try await body(RemainingData(start: offset, bytes: ByteStream(file, range: min(offset, limit)..<limit)))
    }
}
