internal import BackendKit
internal import HTTPTransport
internal import ImageHashing
internal import OpenStack

/// Reads the data of one image.
struct DataDownload: Sendable {
    let image: Image
    private let stores: [Store.ID]
    let backend: GlanceBackend

    /// - Throws: ``ImageError`` with code `.conflict` when the image has no data.
    init(_ image: Image, preferring stores: [Store.ID], of backend: GlanceBackend) throws(ImageError) {
        // Whether the data of a deactivated image may be read is the service's decision: administrators may.
        guard image.status == .active || image.status == .deactivated else {
            throw ImageError(
                .conflict, "image '\(image.label)' holds no data (status '\(image.status)')",
                hint: "image upload \(image.id) --file FILE")
        }
        self.image = image
        self.stores = stores
        self.backend = backend
    }

    /// All of it, verified.
    func whole<Value: Sendable>(_ body: @Sendable (ByteStream) async throws -> Value) async throws -> Value {
        if let hash = image.hash, ImageHasher(hash.algorithm) == nil {
            throw ImageError(
                .integrity,
                "the data of '\(image.label)' cannot be verified: its hash is a '\(hash.algorithm)', which is not known here"
            )
        }
        return try await exchange(range: nil) { response in
            let expected = try expectation(response)
            let stream = ByteStream(length: expected.size, canRestart: false, verifiedHashes: vouched(by: expected)) {
                ArrivingDataReader(try response.body.open(), expected)
            }
            return try await body(stream)
        }
    }

    /// Some bytes, at least one. A store that cannot read at an offset gives everything before them as well.
    func part<Value: Sendable>(
        _ range: Range<Int64>, _ body: @Sendable (ByteStream) async throws -> Value
    ) async throws -> Value {
        // Glance answers 500 to a range of an image whose size it does not know.
        if image.size != nil {
            do {
                return try await exchange(range: "bytes=\(range.lowerBound)-\(range.upperBound - 1)") {
                    try await body(try slice(range, of: $0))
                }
            } catch is NoRanges {
                if range.lowerBound > 0 {
                    backend.diagnostics.report(
                        .warning("the store cannot read a part of an image; \(range.lowerBound) bytes are read in vain")
                    )
                }
            }
        }
        return try await exchange(range: nil) { try await body(try slice(range, of: $0)) }
    }

    /// The service's store cannot read at an offset.
    struct NoRanges: Error {}

    /// - Parameter range: as the header has it: `bytes=0-9`.
    /// - Throws: ``NoRanges`` when the range was what the service did not like.
    func exchange<Value: Sendable>(
        range: String?, _ body: @Sendable (HTTPResponse) async throws -> Value
    ) async throws -> Value {
        var request = ServiceRequest(
            .get, try backend.path(of: image.id, "file"), kind: .data,
            accepts: range == nil ? [200, 204] : [200, 204, 206])
        if let range { request.headers["Range"] = range }
        if !stores.isEmpty { request.query = [("prefer", stores.joined(separator: ","))] }
        do {
            return try await backend.client.withResponse(to: request) { response in
                try checkHead(response)
                return try await body(response)
            }
        } catch let fault as ServiceFault {
            if fault.status == 400 || fault.status == 416, range != nil { throw NoRanges() }
            throw refusal(fault)
        } catch let lost as AnswerLost {
            throw lost.cause
        }
    }

    private func checkHead(_ response: HTTPResponse) throws(ImageError) {
        guard response.status != 204 else {
            throw ImageError(
                .integrity, "image '\(image.label)' is '\(image.status)', but the service has no data for it")
        }
        if let encoding = response.headers["Content-Encoding"], encoding.lowercased() != "identity" {
            throw ImageError(.protocol, "the data of '\(image.label)' came encoded as '\(encoding)'")
        }
        for name in ["Content-Length", "Content-Range", "Content-MD5"] {
            let values = response.headers.all(name)
            guard Set(values).count > 1 else { continue }
            throw ImageError(
                .protocol, "the answer with the data of '\(image.label)' contradicts itself",
                details: values.map { "\(name): \($0)" })
        }
    }

    private func refusal(_ fault: ServiceFault) -> ImageError {
        let deed = "reading the data of image '\(image.label)'"
        switch fault.status {
        case 403 where image.status == .deactivated:
            return fault.error(
                .forbidden, "image '\(image.label)' is deactivated; its data cannot be read",
                hint: "image set --activate \(image.id)")
        case 400 where !stores.isEmpty:
            return fault.error(
                .usage, "\(deed) failed: the service does not take the stores '\(stores.joined(separator: ", "))'")
        default: return backend.refusal(fault, of: image.id, deed)
        }
    }
}

extension DataDownload {
    /// What the whole data must be, by the record or else by the answer.
    private func expectation(_ response: HTTPResponse) throws(ImageError) -> ArrivingDataReader.Expectation {
        if let size = image.size, let length = response.body.length, size != length {
            throw ImageError(
                .integrity, "image '\(image.label)' has \(size) bytes, but the service would send \(length)")
        }
        let checksum = image.checksum ?? response.headers["Content-MD5"]?.lowercased()
        let hash = image.hash ?? checksum.map { ImageHash(algorithm: "md5", value: $0) }
        let size = image.size ?? response.body.length
        if hash == nil {
            let what =
                size == nil
                ? "data not verified, and it may be cut off; the service knows neither size nor hash"
                : "size checked, data not verified; the service holds no hash"
            backend.diagnostics.report(.warning("image '\(image.label)': \(what)"))
        }
        return ArrivingDataReader.Expectation(label: image.label, size: size, hash: hash)
    }

    /// The hash that is checked, and the MD5 that the service recorded in the same pass over the data.
    private func vouched(by expected: ArrivingDataReader.Expectation) -> [ImageHash] {
        guard let hash = expected.hash else { return [] }
        guard hash.algorithm != "md5", let checksum = image.checksum else { return [hash] }
        return [hash, ImageHash(algorithm: "md5", value: checksum)]
    }

    /// The bytes of a range out of an answer that has them, or has everything.
    private func slice(_ range: Range<Int64>, of response: HTTPResponse) throws(ImageError) -> ByteStream {
        let count = Int64(range.count)
        guard response.status == 206 else {
            let length = image.size == nil ? nil : count
            return ByteStream(length: length, canRestart: false) {
                SliceReader(try response.body.open(), skip: range.lowerBound, count: count, isExact: false)
            }
        }
        let text = response.headers["Content-Range"] ?? ""
        guard let given = ContentRange(text), given.bytes == range, given.total == nil || given.total == image.size,
            response.body.length == nil || response.body.length == count
        else {
            throw ImageError(
                .protocol,
                "the service was asked for the bytes \(range.lowerBound)-\(range.upperBound - 1) and sends others",
                details: ["Content-Range: \(text)"])
        }
        return ByteStream(length: count, canRestart: false) {
            SliceReader(try response.body.open(), skip: 0, count: count, isExact: true)
        }
    }
}
