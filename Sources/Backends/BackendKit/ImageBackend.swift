/// What every backend can do, whatever stands behind it.
///
/// Everything else is a *facet*: a small protocol of its own, asked for with ``facet(_:)`` or ``require(_:)``.
/// A backend conforms to the facets it has, and may veto one at run time after asking its server.
public protocol ImageBackend: Sendable {
    /// Where this backend points, for prompts and error messages.
    var info: BackendInfo { get }

    /// The images that match, one page per request, fetched as they are asked for.
    func images(matching query: ImageQuery) -> Pages<Image>

    /// - Throws: ``ImageError`` with code `.notFound` when no image has this ID.
    func image(_ id: Image.ID) async throws -> Image

    /// Removes the record and its data.
    /// - Throws: ``ImageError`` with code `.notFound`, or `.conflict` when the image is protected or in use.
    func deleteImage(_ id: Image.ID) async throws

    /// The facet, or `nil` when this endpoint lacks it.
    func facet<Facet>(_ capability: Capability<Facet>) -> Facet?

    /// Another backend that has an ability this one lacks, as it is typed: `glance@prod`. The answer to a missing facet
    /// names it.
    func alternative(for capability: AnyCapability) -> String?

    /// What is known at this moment. Sends nothing and waits for nobody: a prompt is made of it.
    func state() async -> BackendState

    /// Gives back what the backend holds open. No call may follow.
    func close() async
}

extension ImageBackend {
    public func facet<Facet>(_ capability: Capability<Facet>) -> Facet? { self as? Facet }

    public func alternative(for capability: AnyCapability) -> String? { nil }

    /// A backend without a network behind it is always there.
    public func state() async -> BackendState { BackendState(.open, info: info) }

    public func close() async {}

    /// The facet, or the one answer that every missing facet gets.
    /// - Throws: ``ImageError`` with code `.unsupported`.
    public func require<Facet>(_ capability: Capability<Facet>) throws(ImageError) -> Facet {
        if let found = facet(capability) { return found }
        throw lack(of: AnyCapability(capability))
    }

    /// - Throws: ``ImageError`` with code `.unsupported` for the first one that is missing.
    public func require(_ capabilities: [AnyCapability]) throws(ImageError) {
        if let missing = capabilities.first(where: { !$0.isPresent(in: self) }) { throw lack(of: missing) }
    }

    private func lack(of capability: AnyCapability) -> ImageError {
        ImageError(
            .unsupported, "the \(info.kind) backend cannot \(capability.summary)",
            hint: alternative(for: capability).map { "use \($0)" } ?? "backend list")
    }
}
