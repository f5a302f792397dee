public import BackendKit
internal import HTTPTransport
internal import JSONText
internal import OpenStack

/// Locations of data, by the calls of API version 2.17 or else by patches of the record, which a site has to allow
/// (`show_multiple_locations`).
extension GlanceBackend: LocationEditing {
    public func locations(of image: Image.ID) async throws -> [ImageLocation] {
        if let shown = try await shownLocations(of: image) { return shown.compactMap(LocationRecord.location) }
        let response = try await ask(ServiceRequest(.get, try path(of: image, "locations"))) { fault in
            switch fault.status {
            case 404, 405:
                fault.error(.forbidden, "this cloud does not show where the data of image \(image) is")
            default: self.refusal(fault, "listing the locations of image \(image)")
            }
        }
        return (try response.json().array ?? []).compactMap(LocationRecord.location)
    }

    public func addLocation(_ location: ImageLocation, to image: Image.ID) async throws {
        guard location.metadata.isEmpty else { return try await patchIn(location, image) }
        let deed = "adding a location to image \(image)"
        let before = try await self.image(image)
        do {
            try await change(
                ServiceRequest(
                    .post, try path(of: image, "locations"), body: .bytes(LocationRecord.body(location).bytes),
                    accepts: [200, 202]),
                deed,
                look: { try await self.image(image).status != before.status ? () : nil },
                answer: { _ in },
                refusal: { fault in
                    if fault.status == 404 || fault.status == 405 { throw NoSuchCall() }
                    guard fault.status == 409, before.status != .queued else {
                        return self.refusal(fault.hiding(location.url), of: image, deed)
                    }
                    return fault.hiding(location.url).error(
                        .conflict,
                        "image '\(before.label)' is '\(before.status)'; a location is added to one that is 'queued'")
                })
        } catch is NoSuchCall {
            try await patchIn(location, image)
        }
    }

    /// The service is older than the call.
    private struct NoSuchCall: Error {}

    public func describeLocation(_ url: String, of image: Image.ID, as metadata: Properties) async throws {
        let (shown, index) = try await place(of: url, of: image, "changed")
        var changed = shown[index].object ?? JSONObject()
        changed["metadata"] = LocationRecord.metadata(metadata)
        let wanted = JSON.object(changed)
        // A patch can name all of them, or one by its place, and what is replaced there must be the whole.
        let all = JSON.array(shown[..<index] + [wanted] + shown[(index + 1)...])
        let deed = "changing a location of image \(image)"
        try await change(
            ServiceRequest(
                .patch, try path(of: image), headers: ["Content-Type": ImagePatch.mediaType],
                body: .bytes(ImagePatch("replace", at: ["locations"], all).bytes)),
            deed,
            look: { try await self.shownLocations(of: image)?.contains(wanted) == true ? () : nil },
            answer: { _ in },
            refusal: { self.refusal($0.hiding(url), of: image, deed) })
    }

    public func removeLocation(_ url: String, from image: Image.ID) async throws {
        let (_, index) = try await place(of: url, of: image, "removed")
        // A patch names a location by its place only; one that changes between our look and our patch is another. So it is
        // not sent again when its answer is lost: a service that was only slow would take away the next one, and its data.
        try await send(
            ImagePatch("remove", at: ["locations", String(index)], nil), to: image,
            "removing a location of image \(image)", hiding: url, by: changes.once)
    }

    /// The locations that are shown, and which of them has this address.
    /// - Parameter deed: completes "no location can be …".
    private func place(
        of url: String, of image: Image.ID, _ deed: String
    ) async throws -> (locations: [JSON], index: Int) {
        guard let shown = try await shownLocations(of: image) else {
            throw ImageError(
                .forbidden,
                "this cloud does not show where the data of image \(image) is, so no location can be \(deed)")
        }
        guard let index = shown.firstIndex(where: { $0["url"]?.string?.hasSameBytes(as: url) == true }) else {
            throw ImageError(.notFound, "image \(image) has no such location", hint: "image location list \(image)")
        }
        return (shown, index)
    }

    private func patchIn(_ location: ImageLocation, _ image: Image.ID) async throws {
        try await send(
            ImagePatch("add", at: ["locations", "-"], LocationRecord.patch(location)), to: image,
            "adding a location to image \(image)", hiding: location.url)
    }

    private func send(
        _ patch: ImagePatch, to image: Image.ID, _ deed: String, hiding url: String, by policy: ChangePolicy? = nil
    ) async throws {
        let places = try await shownLocations(of: image)?.count
        try await change(
            ServiceRequest(
                .patch, try path(of: image), headers: ["Content-Type": ImagePatch.mediaType], body: .bytes(patch.bytes),
                kind: .work),
            deed, by: policy,
            look: { try await self.shownLocations(of: image)?.count != places ? () : nil },
            answer: { _ in },
            refusal: { self.refusal($0.hiding(url), of: image, deed) })
    }

    /// The locations in the record; `nil` when the site does not show them.
    private func shownLocations(of image: Image.ID) async throws -> [JSON]? {
        try await record(image).json["locations"]?.array
    }
}
