/// What a backend knows about itself at this moment, without asking anybody.
public struct BackendState: Sendable, Equatable {
    /// How things stand between the backend and what is behind it.
    public enum Contact: String, Sendable {
        /// It can be used, as far as is known.
        case open
        /// Nobody was asked yet; the first command logs in.
        case notLoggedIn = "not logged in"
        /// The last call reached nobody. The next one that does makes it `open` again.
        case offline
    }

    public var contact: Contact
    /// Where it points, as far as is known by now.
    public var info: BackendInfo
    /// Seconds the token still lives; `nil` without one.
    public var tokenLife: Int?

    public init(_ contact: Contact, info: BackendInfo, tokenLife: Int? = nil) {
        self.contact = contact
        self.info = info
        self.tokenLife = tokenLife
    }
}
