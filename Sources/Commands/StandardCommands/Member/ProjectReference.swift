internal import BackendKit
internal import CommandKit

/// A project as a user names it: by its name or its ID.
struct ProjectReference: ArgumentValue, Equatable {
    let text: String
    let span: SourceSpan?

    init(argument: String) throws(ArgumentProblem) { try self.init(argument, at: nil) }
    init(word: Word) throws(ArgumentProblem) { try self.init(word.text, at: word.span) }

    private init(_ text: String, at span: SourceSpan?) throws(ArgumentProblem) {
        guard !text.isEmpty else { throw ArgumentProblem("a project needs a name or an ID, not an empty word") }
        self.text = text
        self.span = span
    }

    static var completion: CompletionSource { .projects }

    /// The project's ID. A backend that knows no projects by name, as the local one, is given the word itself.
    /// - Parameter domain: name or ID of the domain the name belongs to.
    /// - Throws: ``LocatedError``: `.notFound`; `.ambiguous`.
    func id(on backend: any ImageBackend, domain: String?, in context: CommandContext) async throws -> String {
        guard let projects = backend.facet(.projects) else { return text }
        return try await context.located(at: span) { try await projects.project(named: text, domain: domain) }
    }

    /// The ID of a project that is a member of an image already. What looks like an ID is one: the project may be gone
    /// by now, and the service itself says when there is no such member.
    func memberID(on backend: any ImageBackend, domain: String?, in context: CommandContext) async throws -> String {
        looksLikeID ? text : try await id(on: backend, domain: domain, in: context)
    }

    /// Whether it has the form Keystone gives to IDs: a UUID, mostly without its dashes.
    private var looksLikeID: Bool {
        ImageFinder.isUUID(text) || (text.utf8.count == 32 && text.allSatisfy(\.isHexDigit))
    }

    /// The openstack client's option beside a project's name.
    static let domain = Option<String>(
        "--project-domain", value: "project-domain",
        help: "The domain the project's name belongs to, when several have one of this name")
}
