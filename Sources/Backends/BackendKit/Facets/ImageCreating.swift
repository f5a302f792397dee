/// Making records.
public protocol ImageCreating: Sendable {
    /// A new record without data, status `queued`.
    /// - Throws: ``ImageError`` with code `.conflict` when the draft's ID was ever used, `.usage` for a value the
    ///   backend refuses.
    func createImage(_ draft: ImageDraft) async throws -> Image
}

extension Capability<any ImageCreating> {
    public static var creating: Self { Self("create", "create images") }
}
