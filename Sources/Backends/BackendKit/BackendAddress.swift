/// What a user types to name a backend: `local`, `local:/srv/images`, `glance@prod`, `glance@prod:RegionTwo`.
///
/// After `@` the text up to the last `:` is the cloud, and what follows is the region; both may be left out:
/// `glance@:RegionTwo` is a region of the cloud that is meant anyway, `glance@odd:name:` is the cloud `odd:name`.
public struct BackendAddress: Sendable, Hashable, CustomStringConvertible {
    /// The provider's name.
    public let kind: String
    /// What follows `:`, a directory for the local backend.
    public let path: String?
    /// What follows `@`, the name of a cloud.
    public let cloud: String?
    /// The region of the cloud; without one, the settings choose.
    public let region: String?

    public init(kind: String, path: String? = nil, cloud: String? = nil, region: String? = nil) {
        self.kind = kind
        self.path = path
        self.cloud = cloud
        self.region = region
    }

    /// - Throws: ``ImageError`` with code `.usage` when the text has no kind, or nothing after `:` or `@`.
    public init(parsing text: String) throws(ImageError) {
        let mark = text.firstIndex { $0 == ":" || $0 == "@" }
        kind = String(text[..<(mark ?? text.endIndex)])
        let rest = mark.map { String(text[text.index(after: $0)...]) }
        guard !kind.isEmpty, rest != "", rest != ":" || mark.map({ text[$0] }) != "@" else {
            var example = "local:/srv/images"
            if let mark, let rest, text[mark] == "@" {
                example = (kind.isEmpty ? "glance" : kind) + "@" + (rest == "" || rest == ":" ? "CLOUD" : rest)
            }
            throw ImageError(.usage, "'\(text)' does not name a backend", hint: "backend use \(example)")
        }
        guard let mark, let rest, text[mark] == "@" else {
            path = rest
            (cloud, region) = (nil, nil)
            return
        }
        path = nil
        let last = rest.lastIndex(of: ":")
        cloud = Self.some(rest[..<(last ?? rest.endIndex)])
        region = last.flatMap { Self.some(rest[rest.index(after: $0)...]) }
    }

    public var description: String {
        if let path { return "\(kind):\(path)" }
        if let region { return "\(kind)@\(cloud ?? ""):\(region)" }
        guard let cloud else { return kind }
        return "\(kind)@\(cloud)" + (cloud.contains(":") ? ":" : "")
    }

    /// The same place, in this region.
    public func inRegion(_ region: String?) -> BackendAddress {
        BackendAddress(kind: kind, path: path, cloud: cloud, region: region)
    }

    /// By bytes: two directories may have names that only look the same.
    public static func == (one: BackendAddress, other: BackendAddress) -> Bool {
        one.description.hasSameBytes(as: other.description)
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(Array(description.utf8)) }

    private static func some(_ text: Substring) -> String? { text.isEmpty ? nil : String(text) }
}
