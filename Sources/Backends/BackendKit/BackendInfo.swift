/// Where a backend points.
public struct BackendInfo: Sendable, Equatable {
    /// The provider's name: `local`, `glance`, `nova`.
    public var kind: String
    /// What the prompt shows and `backend use` takes: `local`, `local:/srv/images`, `glance@prod`,
    /// `glance@prod:RegionTwo`.
    public var name: String
    /// The directory or URL behind it, without credentials.
    public var location: String
    /// Where it pointed before a login told the location; `nil` while nothing else was known.
    public var locationBeforeLogin: String?
    /// Further facts, such as cloud, region and project, in the order they are shown.
    public var facts: [(name: String, value: String)]
    /// Where it points, and who asks there for what, without credentials: what has the same identity in two processes
    /// sees the same images. `nil` where that cannot be said, or nobody needs it because images are found at once.
    public var identity: String?

    public init(
        kind: String, name: String, location: String, facts: [(name: String, value: String)] = [],
        identity: String? = nil
    ) {
        self.kind = kind
        self.name = name
        self.location = location
        self.facts = facts
        self.identity = identity
    }

    /// Whether a location that was written down, before a login or after it, is where this backend points.
    public func points(to location: String) -> Bool {
        location == self.location || location == locationBeforeLogin
    }

    /// The name of a backend of another kind at the same place: `glance@prod` for `nova@prod`.
    public func name(of otherKind: String) -> String { otherKind + name.dropFirst(kind.count) }

    /// The value of a fact.
    public func fact(_ name: String) -> String? { facts.first { $0.name == name }?.value }

    public static func == (one: BackendInfo, other: BackendInfo) -> Bool {
        one.kind == other.kind && one.name == other.name && one.location == other.location
            && one.locationBeforeLogin == other.locationBeforeLogin
            && one.facts.elementsEqual(other.facts, by: ==) && one.identity == other.identity
    }
}
