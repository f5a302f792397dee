/// The name of an optional ability, and the protocol that gives it.
///
/// Strangers add their own: a protocol, and a static member in an extension constrained to it.
public struct Capability<Facet>: Sendable {
    /// One word, as `backend show` lists it.
    public let name: String
    /// What a backend with this ability can do; completes the sentence "the nova backend cannot …".
    public let summary: String

    public init(_ name: String, _ summary: String) {
        self.name = name
        self.summary = summary
    }
}

/// A capability without its type, so that tables and signatures can hold several.
public struct AnyCapability: Sendable {
    public let name: String
    public let summary: String
    private let present: @Sendable (any ImageBackend) -> Bool

    public init<Facet>(_ capability: Capability<Facet>) {
        name = capability.name
        summary = capability.summary
        present = { $0.facet(capability) != nil }
    }

    /// Whether the backend has the facet right now.
    public func isPresent(in backend: any ImageBackend) -> Bool { present(backend) }
}

extension AnyCapability {
    /// Every capability this module knows, in the order `backend show` prints them.
    public static var standard: [AnyCapability] {
        [
            AnyCapability(.creating), AnyCapability(.uploading), AnyCapability(.storing), AnyCapability(.downloading),
            AnyCapability(.resuming), AnyCapability(.editing), AnyCapability(.activating), AnyCapability(.sharing),
            AnyCapability(.projects), AnyCapability(.importing), AnyCapability(.stores), AnyCapability(.tasks),
            AnyCapability(.creatingTasks),
            AnyCapability(.caching), AnyCapability(.locations), AnyCapability(.describing),
            AnyCapability(.defining), AnyCapability(.metadata), AnyCapability(.snapshotting),
            AnyCapability(.volumes), AnyCapability(.suggesting), AnyCapability(.maintenance), AnyCapability(.lending),
        ]
    }
}
