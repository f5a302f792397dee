internal import BackendKit
internal import CommandKit
internal import Transfers

/// Brings images from one backend to another, and leaves nothing behind when that fails.
///
/// The data goes through memory that does not grow with it, from the source's stream straight into the destination's
/// upload. It counts as copied only when what went through, what the source has recorded and what the destination
/// reports are the same.
struct ImageCopy: Sendable {
    let source: CopyPlace
    let destination: CopyPlace
    let wish: CopyWish
    let console: Console
    /// Remembers what is being made; `nil` remembers nothing.
    var journal: TransferJournal?

    /// What has become of an image.
    enum Outcome: Sendable {
        case copied(Image)
        /// The destination holds its data under that name already.
        case present(Image)
    }

    /// - Throws: ``ImageError`` that says what is true of the destination now; `CancellationError`.
    func copy(_ image: Image) async throws -> Outcome {
        do {
            let downloading = try source.backend.require(.downloading)
            var landing = try CopyLanding(
                destination, store: wish.store, keepsFailed: wish.keepsFailed, console: console)
            (landing.journal, landing.origin) = (journal, source.word(image.id))
            try refuseImpossible(image)
            let namesakes = try await namesakes(of: image)
            if !wish.copiesAnyway, let twin = namesakes.first(where: image.holdsSameData) {
                try console.notice(
                    "'\(image.label)' is on \(destination.name) already, with the same data: \(twin.id); nothing was "
                        + "copied (--force copies it anyway)")
                return .present(twin)
            }
            let made = try await transfer(image, from: downloading, to: landing)
            if let other = namesakes.first {
                try console.notice(
                    "\(destination.name) has another image called '\(other.label)': \(other.id); the copy is \(made.id)"
                )
            }
            return .copied(made)
        } catch let refused as NotCopied {
            throw refused.error
        } catch let error as ImageError {
            throw notCopied(image, error)
        }
    }

    /// Finds what nobody could copy.
    /// - Throws: ``ImageError``, as ``copy(_:)`` does.
    func check(_ image: Image) throws(ImageError) {
        do {
            _ = try source.backend.require(.downloading)
            try refuseImpossible(image)
        } catch {
            throw notCopied(image, error)
        }
    }

    private func notCopied(_ image: Image, _ error: ImageError) -> ImageError {
        var error = source.addressed(error, image.id)
        error.message = "'\(image.label)' was not copied to \(destination.name): \(error.message)"
        return error
    }

    /// What went wrong when the data was there already.
    private struct NotCopied: Error { let error: ImageError }

    private func refuseImpossible(_ image: Image) throws(ImageError) {
        if source.isSame(as: destination), wish.name == nil || wish.name?.hasSameBytes(as: image.name ?? "") == true {
            throw ImageError(
                .usage, "that would be a copy onto itself", hint: "image copy \(source.word(image.id)) //NEWNAME")
        }
        switch image.status {
        case .active, .deactivated, .damaged: break
        case .queued:
            throw ImageError(
                .conflict, "it holds no data (status 'queued')",
                hint: "image upload \(source.word(image.id)) --file FILE")
        default:
            throw ImageError(
                .conflict, "its data is not complete (status '\(image.status)')",
                hint: "image show \(source.word(image.id))")
        }
        // Nova's snapshot of a server that boots from a volume (Compute API, createImage).
        if image.properties["block_device_mapping"] != nil, image.size ?? 0 == 0 {
            throw ImageError(
                .unsupported, "it has no data of its own: it is a list of volume snapshots (block_device_mapping)",
                hint: "openstack volume snapshot list")
        }
    }

    /// Images of the destination that have the copy's name and data of their own.
    private func namesakes(of image: Image) async throws -> [Image] {
        guard let name = wish.name ?? image.name, !name.isEmpty else { return [] }
        var query = ImageQuery()
        query.name = name
        query.hidden = .both
        return try await destination.backend.images(matching: query).collect().filter { other in
            other.name?.hasSameBytes(as: name) == true && [.active, .deactivated].contains(other.status)
        }
    }

    private func transfer(
        _ image: Image, from downloading: any ImageDownloading, to landing: CopyLanding
    ) async throws -> Image {
        let properties = CopiedProperties(of: image, leavesCloud: !source.isSame(as: destination))
        var draft = try wish.draft(of: image, properties.kept)
        let protection = LateProtection(takenFrom: &draft, on: destination.backend)
        let first = draft
        let filled = try await downloading.withData(of: image.id, range: nil) { data in
            let inspection = CopyInspection(of: image, as: first, console: console)
            let pass = HashedPass(inspection.watching(data.limited(by: wish.limit)), of: image)
            let line = console.progress("copying \(image.label) to \(destination.name)", of: data.length ?? image.size)
            defer { line.finish() }
            let stream = pass.stream.metered { line.advance($0) }
            return try await landing.land(first, stream, before: protection) { made in
                let warning = try CopyVerification(original: image, sum: pass.sum).check(made)
                if let warning { try console.warn("'\(image.label)': \(warning)") }
            }
        }
        try tell(properties.bound, of: image)
        let made = filled.image.id
        do {
            return try await protection.finish(
                filled, "the copy \(made) is complete on \(destination.name)", word: destination.word(made))
        } catch let error as ImageError {
            throw NotCopied(error: error)
        }
    }

    private func tell(_ bound: [String], of image: Image) throws {
        let left = bound.filter { wish.properties[$0] == nil && !wish.removedProperties.contains($0) }
        guard !left.isEmpty else { return }
        try console.notice(
            "left out of the copy of '\(image.label)', for it means nothing on \(destination.name): "
                + left.joined(separator: ", "))
    }
}
