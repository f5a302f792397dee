/// Who sees an image.
public struct Visibility: OpenWord {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let `public` = Visibility(rawValue: "public")
    public static let community = Visibility(rawValue: "community")
    public static let shared = Visibility(rawValue: "shared")
    public static let `private` = Visibility(rawValue: "private")

    public static var known: [Visibility] { [.public, .private, .community, .shared] }
}
