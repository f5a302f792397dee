public import BackendKit
internal import HTTPTransport
internal import OpenStack

/// Withdrawing data from use, and giving it back.
extension GlanceBackend: ImageActivating {
    public func deactivateImage(_ id: Image.ID) async throws { try await act("deactivate", on: id, to: .deactivated) }

    public func reactivateImage(_ id: Image.ID) async throws { try await act("reactivate", on: id, to: .active) }

    private func act(_ action: String, on id: Image.ID, to status: Image.Status) async throws {
        let deed = "making image \(id) '\(status)'"
        try await change(
            ServiceRequest(.post, try path(of: id, "actions", action), body: .bytes([]), accepts: [204]), deed,
            look: { try await self.image(id).status == status ? () : nil },
            answer: { _ in },
            refusal: { fault in
                // Glance says 403 for a status that does not fit, its documentation 400. It also says 403 for an image
                // that is not visible at all.
                if fault.status == 403 || fault.status == 400 {
                    guard let image = try await self.imageIfPresent(id) else { return self.noImage(id, fault) }
                    if image.status != .active, image.status != .deactivated {
                        return fault.error(
                            .conflict,
                            "image '\(image.label)' is '\(image.status)'; only an 'active' or 'deactivated' one can "
                                + "become '\(status)'")
                    }
                }
                return self.refusal(fault, of: id, deed)
            })
    }
}
