public import BackendKit

/// All that a command may touch.
public struct CommandContext: Sendable {
    public let session: Session
    /// The backend that was meant when the call started; it keeps it to its end.
    public let home: BackendChoice
    /// Whether the line was addressed (`@BACKEND …`), so that ``home`` is meant for this one command only.
    public let isAddressed: Bool
    public let console: Console
    public let shell: any ShellControl
    public let registry: Registry
    /// Standard input as image data, when the program was called with plain arguments and something was piped in.
    public let pipedInput: ByteStream?
    private let rememberImage: @Sendable (String) -> Void

    /// - Parameter remember: takes note of the image a command made or found.
    public init(
        session: Session, home: BackendChoice, isAddressed: Bool = false, console: Console,
        shell: any ShellControl, registry: Registry, pipedInput: ByteStream? = nil,
        remember: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.session = session
        self.home = home
        self.isAddressed = isAddressed
        self.console = console
        self.shell = shell
        self.registry = registry
        self.pipedInput = pipedInput
        rememberImage = remember
    }

    /// From now on this image is the one that `$_` stands for.
    /// - Parameter prefix: what stood before its name, where it is not on ``home``: `glance@prod//`.
    public func remember(_ image: Image.ID, prefix: String = "") {
        let place = prefix.isEmpty && isAddressed ? home.name + ImagePlace.mark : prefix
        rememberImage(place + image.rawValue)
    }

    /// The backend the call is for, opened on first use. An image may be on another one: see ``locate(_:)``.
    public var backend: any ImageBackend {
        get async throws { try await session.open(home).backend }
    }

    /// The facet of the backend the call is for.
    /// - Throws: ``ImageError`` with code `.unsupported` when it has none.
    public func require<Facet>(_ capability: Capability<Facet>) async throws -> Facet {
        try await backend.require(capability)
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
