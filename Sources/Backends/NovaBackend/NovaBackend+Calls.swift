internal import BackendKit
internal import HTTPTransport
internal import OpenStack

/// How every call is made, and what its failure means.
extension NovaBackend {
    /// A call that changes nothing.
    /// - Parameter refusal: the error for a status that is no answer.
    func ask(
        _ version: Microversion, _ request: ServiceRequest, _ refusal: (ServiceFault) async throws -> ImageError
    ) async throws -> ServiceResponse {
        try await client(version).ask(request, refusal)
    }

    /// A call that changes something; see ``ServiceClient/change(_:_:by:look:answer:refusal:)``.
    func change<Value>(
        _ version: Microversion, _ request: ServiceRequest, _ deed: String, look: () async throws -> Value?,
        answer: (ServiceResponse) async throws -> Value, refusal: (ServiceFault) async throws -> ImageError
    ) async throws -> Value {
        try await client(version).change(
            request, deed, by: changes, look: look, answer: answer, refusal: refusal)
    }

    /// The segments of a path below an image.
    /// - Throws: ``ImageError`` with code `.notFound` for an ID that cannot be one segment.
    func path(of id: Image.ID, _ more: String...) throws(ImageError) -> [String] {
        // Below `images`, "detail" is a list.
        guard PathSegment.isSafe(id.rawValue), id.rawValue != "detail" else { throw noImage(id) }
        return ["images", id.rawValue] + more
    }
}
