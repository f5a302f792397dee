internal import BackendKit
internal import HTTPTransport
internal import OpenStack

/// How every call is made, and what its failure means.
extension GlanceBackend {
    /// A call that changes nothing.
    /// - Parameter refusal: the error for a status that is no answer.
    func ask(
        _ request: ServiceRequest, _ refusal: (ServiceFault) async throws -> ImageError
    ) async throws -> ServiceResponse {
        try await client.ask(request, refusal)
    }

    /// A call that changes something; see ``ServiceClient/change(_:_:by:look:answer:refusal:)``.
    /// - Parameter policy: `nil` is the backend's.
    func change<Value>(
        _ request: ServiceRequest, _ deed: String, by policy: ChangePolicy? = nil, look: () async throws -> Value?,
        answer: (ServiceResponse) async throws -> Value, refusal: (ServiceFault) async throws -> ImageError
    ) async throws -> Value {
        try await client.change(
            request, deed, by: policy ?? changes, look: look, answer: answer, refusal: refusal)
    }

    /// How changes are made.
    var changes: ChangePolicy { ChangePolicy(retry, pause: pause, diagnostics: diagnostics) }

    /// The error for a call that every Glance has.
    func basicRefusal(_ fault: ServiceFault, _ deed: String) -> ImageError {
        fault.status == 404
            ? noService("image service (Glance v2)", "image_endpoint_override", fault, deed) : refusal(fault, deed)
    }

    /// The error for a call this cloud does not have.
    func missing(_ what: String, _ fault: ServiceFault? = nil) -> ImageError {
        ImageError(.unsupported, "this cloud has no \(what)", details: fault.map { [$0.detail] } ?? [])
    }
}

/// Records, and the paths to them.
extension GlanceBackend {
    func record(_ id: Image.ID) async throws -> ImageRecord {
        let response = try await ask(ServiceRequest(.get, try path(of: id))) {
            self.refusal($0, of: id, "showing image \(id)")
        }
        return try ImageRecord(response, of: id)
    }

    /// The segments of a path below an image.
    /// - Throws: ``ImageError`` with code `.notFound` for an ID that cannot be one segment.
    func path(of id: Image.ID, _ more: String...) throws(ImageError) -> [String] {
        guard PathSegment.isSafe(id.rawValue) else { throw noImage(id) }
        return ["images", id.rawValue] + more
    }
}
