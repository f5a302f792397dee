internal import BackendKit

/// What became of the data.
extension DataUpload {
    /// How often and how long a record that is still `saving` is looked at.
    private static let firstPause = Duration.seconds(2)
    private static let longestPause = Duration.seconds(30)
    private static let patience = Duration.seconds(30 * 60)

    /// Reads the record until it says what became of the data.
    /// - Parameter cause: why there is no answer; `nil` when there is one.
    /// - Returns: the image, with exactly what was sent; `nil` when nothing was stored and the record can be used again.
    /// - Throws: ``ImageError``: `.integrity` when something else was stored; `.network` when nobody knows.
    func settle(_ ledger: UploadLedger, _ cause: ImageError?) async throws -> Image? {
        var waited = Duration.zero
        var delay = Self.firstPause
        while true {
            let image = try await readBack(cause)
            switch image.status {
            case .active, .deactivated: return try await verified(image, ledger)
            // It is 'uploading' from the first byte on, and has a size after the last one, as far as services tell it.
            case .uploading where target == .staging && (cause == nil || image.size != nil):
                return try await verified(image, ledger)
            case .queued:
                guard Self.isClean(image) else { throw poisoned(image) }
                return nil
            case .saving, .uploading, .importing: break
            default:
                throw ImageError(
                    .network, "\(deed) failed: the image is '\(image.status)' now",
                    details: cause?.asDetails ?? [], hint: "image delete \(id)")
            }
            guard waited < Self.patience else { throw unknown(image.status.rawValue, cause) }
            backend.diagnostics.report(.waiting("the service is still storing the data of image \(id)"))
            try await backend.pause(delay)
            waited += delay
            delay = min(delay * 2, Self.longestPause)
        }
    }

    /// Whether a record that refused data is free again soon. A service notices late that an earlier transfer broke off,
    /// and may even begin with it after that: until then the record is `saving` (409). When it then puts the record back
    /// under a later transfer, it takes the image for deleted (410).
    func isFreeAgain() async throws -> Bool {
        var delay = Duration.milliseconds(200)
        for _ in 0..<6 {
            let image = try await readBack(nil)
            if image.status == .queued { return Self.isClean(image) }
            guard image.status == .saving || image.status == .uploading else { return false }
            try await backend.pause(delay)
            delay *= 2
        }
        return false
    }

    private func readBack(_ cause: ImageError?) async throws -> Image {
        do {
            return try await backend.image(id)
        } catch let error as ImageError where error.code == .notFound {
            throw ImageError(
                .conflict, "\(deed) failed: the image was deleted meanwhile", details: cause?.asDetails ?? [])
        } catch let error as ImageError where error.code == .network && cause != nil {
            throw unknown("out of reach", cause)
        }
    }

    private func unknown(_ state: String, _ cause: ImageError?) -> ImageError {
        ImageError(
            .network, "\(deed): outcome unknown, the answer never came; the image is \(state)",
            details: cause?.asDetails ?? [], hint: "image show \(id)")
    }

    /// - Throws: ``ImageError`` with code `.integrity` unless the image has exactly what was sent.
    private func verified(_ image: Image, _ ledger: UploadLedger) async throws -> Image {
        guard let sent = ledger.sent else { throw other(image, "the transfer broke off, and yet it has data") }
        // Staged data may have no size yet.
        if image.size != sent.size, target != .staging || image.size != nil {
            throw other(image, "\(sent.size) bytes were sent, and it has \(image.size.map(String.init) ?? "none")")
        }
        if target == .staging { return image }
        if let hash = image.hash, let own = try await ledger.hash(by: hash.algorithm) {
            guard own.value == hash.value else { throw other(image, "\(hash.algorithm) differs") }
        } else if let checksum = image.checksum {
            guard try await ledger.hash(by: "md5")?.value == checksum else { throw other(image, "md5 differs") }
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
