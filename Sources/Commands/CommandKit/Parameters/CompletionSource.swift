public import BackendKit

/// What may stand at a place, for completion.
///
/// Images, tags, properties, stores and the like are those of the backend that the line is for: of the one that stands
/// before `//` in an image already typed, else of the one the line is addressed to, else of the current one.
public indirect enum CompletionSource: Sendable {
    case none
    /// Fixed words, each with a description or an empty text.
    case words([(word: String, description: String)])
    case files
    case directories
    case images
    /// Names of images, where an ID would find nothing.
    case imageNames
    /// The same where `*` and `?` stand for anything.
    case imagePatterns
    /// The backend of an image that does not exist yet, `BACKEND//`, or a file to make one of.
    case newImage
    /// All the tags there are.
    case tags
    /// Those of the image that was typed, or all when there is none.
    case ownTags
    /// `key=value`: names of properties, and after the mark their values.
    case properties
    /// Names of properties of the image that was typed, or of all images when there is none.
    case ownProperties
    /// Values of the property with this name.
    case values(ofProperty: String)
    /// Open ones, kinds, and the addresses that are known without asking anybody.
    case backends
    case openBackends
    case stores
    case servers
    /// Names of servers, where an ID would find nothing.
    case serverNames
    /// Projects the caller may work in.
    case projects
    /// The members of the image that was typed.
    case members
    case commands
    case aliases
    case columns
    /// Numbers of jobs.
    case jobs
    /// Another command with its arguments: every word that is left, also those that look like options.
    case commandLine
    /// Several of these, separated by commas.
    case list(CompletionSource)
    /// Whatever a command knows by itself. The closure may ask a backend: nobody waits for it longer than for a second
    /// or so, and nothing is offered when it throws.
    case asked(@Sendable (CompletionQuestion) async throws -> [(word: String, description: String)])
}

/// The place that is asked about.
public struct CompletionQuestion: Sendable {
    public let session: Session
    /// The backend the line is for.
    public let home: BackendChoice
    /// The words after the command's name that are finished.
    public let arguments: [String]
    /// What there is of the word to complete.
    public let partial: String

    public init(session: Session, home: BackendChoice, arguments: [String], partial: String) {
        self.session = session
        self.home = home
        self.arguments = arguments
        self.partial = partial
    }

    /// The facet of the backend the line is for.
    /// - Throws: ``ImageError``.
    public func require<Facet>(_ capability: Capability<Facet>) async throws -> Facet {
        try await session.open(home).backend.require(capability)
    }
}
