internal import BackendKit
internal import HTTPTransport

/// A stretch of the data, for a transfer that broke or that uses several connections.
extension DataDownload {
    /// The bytes from an offset on, up to an end if there is one, or all of them where the store cannot read at an offset.
    ///
    /// Of the stores, file and cinder read at an offset. The others answer 400, older services even 206 with everything;
    /// a service behind a cache may answer 200 (Glance's `images.py`, `_get_download_response`).
    func remaining<Value: Sendable>(
        from offset: Int64, to end: Int64?, _ body: @Sendable (RemainingData) async throws -> Value
    ) async throws -> Value {
        if offset > 0 || end != nil, let size = image.size {
            let stretch = offset..<(end ?? size)
            do {
                return try await exchange(range: Self.header(offset, end)) { response in
                    guard response.status == 206 else { return try await body(try whole(response)) }
                    return try await body(try part(stretch, of: response, size: size))
                }
            } catch is NoRanges {
                backend.diagnostics.report(
                    .warning("the data of '\(image.label)' cannot be read from its middle; it starts again"))
            }
        }
        return try await exchange(range: nil) { try await body(try whole($0)) }
    }

    private static func header(_ offset: Int64, _ end: Int64?) -> String {
        "bytes=\(offset)-\(end.map { String($0 - 1) } ?? "")"
    }

    private func whole(_ response: HTTPResponse) throws(ImageError) -> RemainingData {
        if let size = image.size, let length = response.body.length, size != length {
            throw ImageError(
                .integrity, "image '\(image.label)' has \(size) bytes, but the service would send \(length)")
        }
        return RemainingData(start: 0, bytes: response.body, checksum: Self.checksum(response))
    }

    private func part(
        _ stretch: Range<Int64>, of response: HTTPResponse, size: Int64
    ) throws -> RemainingData {
        let count = Int64(stretch.count)
        let checksum = Self.checksum(response)
        guard let given = ContentRange(response.headers["Content-Range"] ?? ""), given.bytes == stretch,
            given.total == nil || given.total == size, response.body.length == nil || response.body.length == count,
            checksum == nil || image.checksum == nil || checksum == image.checksum
        else { throw NoRanges() }
        let stream = ByteStream(length: count, canRestart: false) {
            SliceReader(try response.body.open(), skip: 0, count: count, isExact: true)
        }
        return RemainingData(start: stretch.lowerBound, bytes: stream, checksum: checksum)
    }

    /// Glance writes it in hexadecimal, where RFC 1864 has Base64.
    private static func checksum(_ response: HTTPResponse) -> String? {
        response.headers["Content-MD5"]?.lowercased()
    }
}
