internal import BackendKit
internal import HTTPTransport
internal import OpenStack

/// Sends data to one record, and finds out what became of it.
struct DataUpload: Sendable {
    /// Where the data goes.
    enum Target: Sendable, Equatable {
        /// Into a store; `nil` is the default one.
        case store(Store.ID?)
        case staging
    }

    let backend: GlanceBackend
    let id: Image.ID
    let target: Target

    private var deed: String { target == .staging ? "staging data for image \(id)" : "uploading to image \(id)" }

    /// - Returns: the image as it reads back, checked against what was sent.
    func send(_ data: ByteStream) async throws -> Image {
        let record = try await backend.image(id)
        try require(record)
        var triesLeft = data.canRestart ? 2 : 1
        while true {
            let ledger = UploadLedger()
            let cause: ImageError
            do {
                let response = try await backend.client.send(try request(ledger.following(data)))
                guard let image = try await settle(ledger, nil) else {
                    throw ImageError(
                        .protocol, "\(deed) failed: the service said yes, but stored nothing",
                        details: response.requestID.map { ["request \($0)"] } ?? [])
                }
                return image
            } catch {
                cause = try await lostAnswer(error, ledger, record)
            }
            triesLeft -= 1
            if let image = try await settle(ledger, cause) {
                backend.diagnostics.report(.warning("the answer to \(deed) was lost; it was done all the same"))
                return image
            }
            guard triesLeft > 0 else {
                throw ImageError(
                    .network, "\(deed) failed: the connection broke; the image is 'queued' without data",
                    details: GlanceBackend.details(of: cause))
            }
            backend.diagnostics.report(.waiting("the connection broke; sending the data of image \(id) again"))
        }
    }

    private func request(_ data: ByteStream) throws -> ServiceRequest {
        var headers: HTTPHeaders = ["Content-Type": "application/octet-stream"]
        // Lets the service refuse what does not fit before the data comes; services before 2025.2 ignore it.
        headers["x-openstack-image-size"] = data.length.map(String.init)
        if case .store(let store?) = target { headers["X-Image-Meta-Store"] = store }
        return ServiceRequest(
            .put, try backend.path(of: id, target == .staging ? "stage" : "file"), headers: headers,
            body: .stream(data), kind: .data, accepts: [204], repeats: data.canRestart ? .whenUntouched : .never,
            tokenLife: Self.tokenLife(for: data.length))
    }

    /// A token must outlive the transfer, or the service throws the data away at its end: twice the time that 10 MiB
    /// a second take, and at least ten minutes.
    static func tokenLife(for length: Int64?) -> Int {
        Int(clamping: max(600, (length ?? 0) / (10 << 20) * 2))
    }

    /// - Throws: ``ImageError`` when the record cannot take data.
    private func require(_ record: Image) throws(ImageError) {
        guard record.status == .queued else {
            throw ImageError(.conflict, "image '\(record.label)' already has data (status '\(record.status)')")
        }
        guard Self.isClean(record) else { throw poisoned(record) }
        guard target == .staging || record.diskFormat != nil && record.containerFormat != nil else {
            throw ImageError(
                .usage, "an image needs a disk format and a container format before it can have data",
                hint: "image set --disk-format raw --container-format bare \(id)")
        }
    }

    /// Whether a queued record can take any data. After data was refused for what it is, the record keeps the hash of
    /// it, and every later upload ends in a 500, because other bytes hash otherwise.
    private static func isClean(_ record: Image) -> Bool {
        record.checksum == nil && record.hash == nil
    }

    private func poisoned(_ record: Image) -> ImageError {
        ImageError(
            .conflict,
            "image '\(record.label)' cannot take data any more: it carries the hash of data that was refused",
            hint: "image delete \(record.id)")
    }

    /// The cause, when an error leaves open what the service did.
    /// - Throws: everything else, as the error of this upload.
    private func lostAnswer(_ error: any Error, _ ledger: UploadLedger, _ record: Image) async throws -> ImageError {
        if let failure = ledger.failure { throw failure }
        if let lost = GlanceBackend.lostAnswer(error) { return lost }
        if let fault = error as? ServiceFault { throw await refusal(fault, record) }
        if let broken = error as? ImageError, broken.code == .network, ledger.hasStarted { return broken }
        throw error
    }

    private func refusal(_ fault: ServiceFault, _ record: Image) async -> ImageError {
        switch (fault.status, target) {
        case (400, .store(let store?)):
            return fault.error(.usage, "\(deed) failed: the store '\(store)' does not take it")
        case (400, _) where record.properties["img_signature"] != nil:
            return fault.error(.integrity, "\(deed) failed: the data does not match the image's signature")
        case (401, _):
            return fault.error(
                .authentication,
                "\(deed) failed: the login was not accepted; when that was at the end, the service has deleted the image"
            )
        case (404, .staging): return backend.missing("staging area (glance-direct)", fault)
        case (410, _):
            return fault.error(
                .conflict, "\(deed) failed: the image was deleted meanwhile, or its store takes no data")
        case (415, _):
            return fault.error(
                .integrity,
                "\(deed) failed: the data is not what the image says it is; the record is of no use any more",
                hint: "image delete \(id)")
        default: return backend.refusal(fault, of: id, deed)
        }
    }
}

extension DataUpload {
    /// How often and how long a record that is still `saving` is looked at.
    private static let firstPause = Duration.seconds(2)
    private static let longestPause = Duration.seconds(30)
    private static let patience = Duration.seconds(30 * 60)

    /// Reads the record until it says what became of the data.
    /// - Parameter cause: why there is no answer; `nil` when there is one.
    /// - Returns: the image, with exactly what was sent; `nil` when nothing was stored and the record can be used again.
    /// - Throws: ``ImageError``: `.integrity` when something else was stored; `.network` when nobody knows.
    private func settle(_ ledger: UploadLedger, _ cause: ImageError?) async throws -> Image? {
        var waited = Duration.zero
        var delay = Self.firstPause
        while true {
            let image = try await readBack(cause)
            switch image.status {
            case .active, .deactivated: return try verified(image, ledger)
            case .uploading where target == .staging: return try verified(image, ledger)
            case .queued:
                guard Self.isClean(image) else { throw poisoned(image) }
                return nil
            case .saving, .uploading, .importing: break
            default:
                throw ImageError(
                    .network, "\(deed) failed: the image is '\(image.status)' now",
                    details: GlanceBackend.details(of: cause), hint: "image delete \(id)")
            }
            guard waited < Self.patience else { throw unknown(image.status.rawValue, cause) }
            backend.diagnostics.report(.waiting("the service is still storing the data of image \(id)"))
            try await backend.pause(delay)
            waited += delay
            delay = min(delay * 2, Self.longestPause)
        }
    }

    private func readBack(_ cause: ImageError?) async throws -> Image {
        do {
            return try await backend.image(id)
        } catch let error as ImageError where error.code == .notFound {
            throw ImageError(
                .conflict, "\(deed) failed: the image was deleted meanwhile", details: GlanceBackend.details(of: cause))
        } catch let error as ImageError where error.code == .network && cause != nil {
            throw unknown("out of reach", cause)
        }
    }

    private func unknown(_ state: String, _ cause: ImageError?) -> ImageError {
        ImageError(
            .network, "\(deed): outcome unknown, the answer never came; the image is \(state)",
            details: GlanceBackend.details(of: cause), hint: "image show \(id)")
    }

    /// - Throws: ``ImageError`` with code `.integrity` unless the image has exactly what was sent.
    private func verified(_ image: Image, _ ledger: UploadLedger) throws(ImageError) -> Image {
        guard let sent = ledger.sent else { throw other(image, "the transfer broke off, and yet it has data") }
        // Staged data may have no size yet.
        if image.size != sent.size, target != .staging || image.size != nil {
            throw other(image, "\(sent.size) bytes were sent, and it has \(image.size.map(String.init) ?? "none")")
        }
        if target == .staging { return image }
        if let hash = image.hash, let own = sent.hashes.first(where: { $0.algorithm == hash.algorithm }) {
            guard own.value == hash.value else { throw other(image, "\(hash.algorithm) differs") }
        } else if let checksum = image.checksum {
            guard sent.hashes.contains(ImageHash(algorithm: "md5", value: checksum)) else {
                throw other(image, "md5 differs")
            }
            backend.diagnostics.report(.warning("image \(id): verified by its MD5 only"))
        } else {
            backend.diagnostics.report(.warning("image \(id): size checked, data not verified; it has no hash"))
        }
        return image
    }

    private func other(_ image: Image, _ what: String) -> ImageError {
        ImageError(
            .integrity, "image '\(image.label)' does not hold the data that was sent: \(what)",
            hint: "image delete \(id)")
    }
}
