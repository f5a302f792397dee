/// Opens backends of one kind.
public struct BackendProvider: Sendable {
    /// The word before `:` or `@` in an address: `local`, `glance`, `nova`.
    public let name: String
    /// One line for `backend list` and help.
    public let summary: String
    /// The forms an address may take, for help and completion, such as `local:PATH`.
    public let forms: [String]
    /// Whether its backends are in clouds, so that options about a cloud, such as `--os-project-name`, are for them.
    public let isOfClouds: Bool
    /// Addresses a user may mean, such as one for each cloud of a file; for completion and suggestions. Waits for no
    /// network.
    public let suggestions: @Sendable (BackendEnvironment) async -> [BackendAddress]
    /// The backend of this kind that the environment means where the user chose none, such as the cloud of `OS_CLOUD`;
    /// a session begins with it.
    public let meant: @Sendable (BackendEnvironment) -> BackendAddress?
    /// Opens the backend an address names. Must not wait for a network: a login happens on first use.
    /// - Throws: ``ImageError``.
    public let open: @Sendable (BackendAddress, BackendEnvironment) async throws -> any ImageBackend

    public init(
        name: String,
        summary: String,
        forms: [String],
        isOfClouds: Bool = false,
        suggestions: @escaping @Sendable (BackendEnvironment) async -> [BackendAddress] = { _ in [] },
        meant: @escaping @Sendable (BackendEnvironment) -> BackendAddress? = { _ in nil },
        open: @escaping @Sendable (BackendAddress, BackendEnvironment) async throws -> any ImageBackend
    ) {
        self.name = name
        self.summary = summary
        self.forms = forms
        self.isOfClouds = isOfClouds
        self.suggestions = suggestions
        self.meant = meant
        self.open = open
    }
}
