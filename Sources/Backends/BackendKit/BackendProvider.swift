/// Opens backends of one kind.
public struct BackendProvider: Sendable {
    /// The word before `:` or `@` in an address: `local`, `glance`, `nova`.
    public let name: String
    /// One line for `backend list` and help.
    public let summary: String
    /// The forms an address may take, for help and completion, such as `local:PATH`.
    public let forms: [String]
    /// Opens the backend an address names. Must not wait for a network: a login happens on first use.
    /// - Throws: ``ImageError``.
    public let open: @Sendable (BackendAddress, BackendEnvironment) async throws -> any ImageBackend

    public init(
        name: String,
        summary: String,
        forms: [String],
        open: @escaping @Sendable (BackendAddress, BackendEnvironment) async throws -> any ImageBackend
    ) {
        self.name = name
        self.summary = summary
        self.forms = forms
        self.open = open
    }
}

/// What a user types to name a backend: `local`, `local:/srv/images`, `glance@prod`.
public struct BackendAddress: Sendable, Hashable, CustomStringConvertible {
    /// The provider's name.
    public let kind: String
    /// What follows `:`, a directory for the local backend.
    public let path: String?
    /// What follows `@`, the name of a cloud.
    public let cloud: String?

    public init(kind: String, path: String? = nil, cloud: String? = nil) {
        self.kind = kind
        self.path = path
        self.cloud = cloud
    }

    /// - Throws: ``ImageError`` with code `.usage` when the text has no kind, or nothing after `:` or `@`.
    public init(parsing text: String) throws(ImageError) {
        let mark = text.firstIndex { $0 == ":" || $0 == "@" }
        let kind = String(text[..<(mark ?? text.endIndex)])
        let rest = mark.map { String(text[text.index(after: $0)...]) }
        guard !kind.isEmpty, rest != "" else {
            throw ImageError(.usage, "'\(text)' does not name a backend", hint: "backend use local:/srv/images")
        }
        self.kind = kind
        path = mark.flatMap { text[$0] == ":" ? rest : nil }
        cloud = mark.flatMap { text[$0] == "@" ? rest : nil }
    }

    public var description: String {
        if let path { return "\(kind):\(path)" }
        if let cloud { return "\(kind)@\(cloud)" }
        return kind
    }
}
