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

    var deed: String { target == .staging ? "staging data for image \(id)" : "uploading to image \(id)" }

    /// - Returns: the image as it reads back, checked against what was sent.
    func send(_ data: ByteStream) async throws -> Image {
        let record = try await backend.image(id)
        try require(record)
        try await warnOfShortToken(data.length)
        let triesAgain = data.canRestart && backend.retry.triesAgain
        var triesLeft = triesAgain ? 2 : 1
        var hasWaited = !triesAgain
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
            } catch let fault as ServiceFault where [409, 410].contains(fault.status) && !hasWaited {
                hasWaited = true
                guard try await isFreeAgain() else { throw await refusal(fault, record) }
                continue
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
                    details: cause.asDetails)
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
    /// a second take, and at least ten minutes. Data of unknown length may take any time, so a token that is nearly new
    /// is wanted for it.
    static func tokenLife(for length: Int64?) -> Int { length.map { max(600, expectedTime(for: $0)) } ?? .max }

    /// Twice the seconds that 10 MiB a second take.
    private static func expectedTime(for length: Int64?) -> Int { Int(clamping: (length ?? 0) / (10 << 20) * 2) }

    /// Says so when even a new token may end before the transfer does.
    private func warnOfShortToken(_ length: Int64?) async throws {
        let expected = Self.expectedTime(for: length)
        guard expected > 0, let life = try await backend.client.place(tokenLife: Self.tokenLife(for: length)).tokenLife,
            life < expected
        else { return }
        backend.diagnostics.report(
            .warning(
                "a login of this cloud lasts only \(life) s, and sending the data of image \(id) may take "
                    + "\(expected / 2) s or more: the service may refuse the data at its end"))
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
    static func isClean(_ record: Image) -> Bool {
        record.checksum == nil && record.hash == nil
    }

    func poisoned(_ record: Image) -> ImageError {
        ImageError(
            .conflict,
            "image '\(record.label)' cannot take data any more: it carries the hash of data that was refused",
            hint: "image delete \(record.id)")
    }

    /// The cause, when an error leaves open what the service did.
    /// - Throws: everything else, as the error of this upload.
    private func lostAnswer(_ error: any Error, _ ledger: UploadLedger, _ record: Image) async throws -> ImageError {
        // A transport that has its answer early stops the source by cancelling it; that is no failure of the source.
        if let failure = ledger.failure, !(failure is CancellationError) || Task.isCancelled { throw failure }
        if let lost = AnswerLost.cause(of: error) { return lost }
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
        case (404, .store):
            // It was there just now. Glance deletes an image whose token ended while its data came.
            return fault.error(
                .conflict,
                "\(deed) failed: the image was deleted meanwhile; services do so when the login ends before the transfer "
                    + "does")
        case (404, .staging):
            // Glance says 404 for an image that is not there, and for the call where it has no staging area.
            if (try? await backend.imageIfPresent(id) == nil) == true {
                return fault.error(.conflict, "\(deed) failed: the image was deleted meanwhile")
            }
            return backend.missing("staging area (glance-direct)", fault)
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
