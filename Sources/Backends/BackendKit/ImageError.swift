/// What went wrong, in words for a person and a code for a program.
///
/// The message says what happened and what is true now: lower case, no full stop, the user's words in quotes.
public struct ImageError: Error, Sendable, Equatable {
    /// The class of an outcome. Each has one exit status, which scripts act on.
    public enum Code: String, Sendable, CaseIterable {
        /// Disk, permission, a damaged store: anything on this machine.
        case local
        /// The words are wrong; nothing was sent or touched.
        case usage
        /// This backend lacks the ability; nothing was sent or touched.
        case unsupported
        /// No such image, file, member or tag.
        case notFound
        /// A name matches several images; nothing was done.
        case ambiguous
        /// No valid credentials.
        case authentication
        /// Valid credentials, but not for this.
        case forbidden
        /// The state of things forbids it: protected, in use, wrong status, duplicate, quota.
        case conflict
        /// Size or hash differs, or a file is not what it claims to be.
        case integrity
        /// Not reached, broken off, timed out.
        case network
        /// The answer is not what the API promises.
        case `protocol`

        /// The status a process ends with for this class.
        public var exitStatus: Int32 {
            switch self {
            case .local: 1
            case .usage, .unsupported: 2
            case .notFound, .ambiguous: 3
            case .authentication, .forbidden: 4
            case .conflict: 5
            case .integrity: 6
            case .network: 7
            case .protocol: 8
            }
        }
    }

    /// One failure among those of a code, for a program that goes on in a way of its own after it. Whoever throws it adds
    /// it as a static member; it is never shown.
    public struct Kind: Sendable, Hashable {
        private let name: String
        public init(_ name: String) { self.name = name }
    }

    /// What scripts act on.
    public var code: Code
    /// For programs that know this one failure; most have none.
    public var kind: Kind?
    /// One line: what happened and what is true now.
    public var message: String
    /// Lines between the message and the hint: the server's answer, the candidates of an ambiguous name.
    public var details: [String]
    /// What to type next.
    public var hint: String?

    public init(
        _ code: Code, kind: Kind? = nil, _ message: String, details: [String] = [], hint: String? = nil
    ) {
        self.code = code
        self.kind = kind
        self.message = message
        self.details = details
        self.hint = hint
    }
}

extension ImageError {
    /// The error as the details of another one that came of it.
    public var asDetails: [String] { [message] + details }

    /// The one wording for an image that is not there.
    public static func noImage(_ reference: String, in backend: BackendInfo) -> ImageError {
        ImageError(.notFound, "no image '\(reference)' on \(backend.name)", hint: "image list")
    }
}

extension ImageError.Kind {
    /// The service was not reached at all, so that nothing of what was asked can have been done; with code `.network`.
    public static let notReached = Self("not reached")
}
