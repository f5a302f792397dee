public import BackendKit

/// All that a command may touch.
public struct CommandContext: Sendable {
    public let session: Session
    public let console: Console
    public let shell: any ShellControl
    public let registry: Registry
    /// Standard input as image data, when the program was called with plain arguments and something was piped in.
    public let pipedInput: ByteStream?

    public init(
        session: Session, console: Console, shell: any ShellControl, registry: Registry, pipedInput: ByteStream? = nil
    ) {
        self.session = session
        self.console = console
        self.shell = shell
        self.registry = registry
        self.pipedInput = pipedInput
    }

    /// The current backend, opened on first use.
    public var backend: any ImageBackend {
        get async throws { try await session.backend() }
    }

    /// The current backend's facet.
    /// - Throws: ``ImageError`` with code `.unsupported` when it has none.
    public func require<Facet>(_ capability: Capability<Facet>) async throws -> Facet {
        try await backend.require(capability)
    }

    /// The one image a user means.
    /// - Throws: ``ImageError`` with code `.notFound` or `.ambiguous`.
    public func resolve(_ reference: ImageReference) async throws -> Image {
        try await located(at: reference.span) { try await ImageFinder(backend).image(reference.text) }
    }

    /// Runs the closure; an ``ImageError`` it throws points at these words.
    public func located<Value: Sendable>(
        at span: SourceSpan?, _ body: @Sendable () async throws -> Value
    ) async throws -> Value {
        do {
            return try await body()
        } catch let error as ImageError {
            guard let span else { throw error }
            throw LocatedError(error: error, span: span)
        }
    }
}
