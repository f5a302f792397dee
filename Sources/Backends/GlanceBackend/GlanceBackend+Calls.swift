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

    /// A call that changes something; see ``ServiceClient/change(_:_:look:answer:refusal:diagnostics:retry:pause:)``.
    /// - Parameter retry: whether there is a second try; `nil` is the backend's rule.
    func change<Value>(
        _ request: ServiceRequest, _ deed: String, look: () async throws -> Value?,
        answer: (ServiceResponse) async throws -> Value, refusal: (ServiceFault) async throws -> ImageError,
        retry: RetryPolicy? = nil
    ) async throws -> Value {
        let patience: Pause? = request.kind == .work && self.retry.triesAgain ? pause : nil
        return try await client.change(
            request, deed, look: look, answer: answer, refusal: refusal, diagnostics: diagnostics,
            retry: retry ?? self.retry, pause: patience)
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
