internal import BackendKit
internal import CommandKit

/// Where copies go: `BACKEND`, `BACKEND//NEWNAME`, or `//NEWNAME` on the backend of the call.
struct CopyTarget: Sendable {
    let place: CopyPlace
    let newName: String?

    /// - Throws: ``ImageError``, pointing at the word, when it means no backend; what opening one throws.
    init(_ text: String, at span: SourceSpan?, in context: CommandContext) async throws {
        let session = context.session
        (place, newName) = try await context.located(at: span) {
            let parts = try await session.partialPlace(of: text, from: context.home)
            guard parts.prefix.isEmpty else {
                let open = try await session.open(parts.backend)
                return (CopyPlace(open, home: context.home), parts.image.isEmpty ? nil : parts.image)
            }
            let open = try await session.open(try await Self.backend(text, in: session))
            return (CopyPlace(open, home: context.home), nil)
        }
    }

    private static func backend(_ text: String, in session: Session) async throws -> BackendChoice {
        do {
            return try await session.choice(for: text)
        } catch var error as ImageError {
            // Whoever types a bare word here may mean a name.
            if text.contains(where: { $0 == ":" || $0 == "@" }) { throw error }
            let cloud = await session.address(ofCloud: text)
            error.hint = "image copy IMAGE \(Quoting.word(cloud?.description ?? ImagePlace.mark + text))"
            throw error
        }
    }
}
