internal import BackendKit
internal import HTTPTransport

/// The end of the data, for a transfer that broke.
extension DataDownload {
    /// The bytes from an offset on, or all of them where the store cannot read at one.
    ///
    /// Of the stores, file and cinder read at an offset. The others answer 400, older services even 206 with everything;
    /// a service behind a cache may answer 200 (Glance's `images.py`, `_get_download_response`).
    func remaining<Value: Sendable>(
        from offset: Int64, _ body: @Sendable (RemainingData) async throws -> Value
    ) async throws -> Value {
        if offset > 0, let size = image.size {
            do {
                return try await exchange(range: "bytes=\(offset)-") { response in
                    guard response.status == 206 else { return try await body(try whole(response)) }
                    return try await body(try end(of: response, from: offset, size: size))
                }
            } catch is NoRanges {
                backend.diagnostics.report(
                    .warning("the data of '\(image.label)' cannot be read from its middle; it starts again"))
            }
        }
        return try await exchange(range: nil) { try await body(try whole($0)) }
    }

    private func whole(_ response: HTTPResponse) throws(ImageError) -> RemainingData {
        if let size = image.size, let length = response.body.length, size != length {
            throw ImageError(
                .integrity, "image '\(image.label)' has \(size) bytes, but the service would send \(length)")
        }
        return RemainingData(start: 0, bytes: response.body, checksum: Self.checksum(response))
    }

    private func end(
        of response: HTTPResponse, from offset: Int64, size: Int64
    ) throws -> RemainingData {
        let count = size - offset
        let checksum = Self.checksum(response)
        guard let given = ContentRange(response.headers["Content-Range"] ?? ""), given.bytes == offset..<size,
            given.total == nil || given.total == size, response.body.length == nil || response.body.length == count,
            checksum == nil || image.checksum == nil || checksum == image.checksum
        else { throw NoRanges() }
        let stream = ByteStream(length: count, canRestart: false) {
            SliceReader(try response.body.open(), skip: 0, count: count, isExact: true)
        }
        return RemainingData(start: offset, bytes: stream, checksum: checksum)
    }

    /// Glance writes it in hexadecimal, where RFC 1864 has Base64.
    private static func checksum(_ response: HTTPResponse) -> String? {
        response.headers["Content-MD5"]?.lowercased()
    }
}
