internal import BackendKit
internal import CommandKit

/// A project as a user names it: by its ID.
struct ProjectReference: ArgumentValue, Equatable {
    let text: String
    let span: SourceSpan?

    init(argument: String) throws(ArgumentProblem) { try self.init(argument, at: nil) }
    init(word: Word) throws(ArgumentProblem) { try self.init(word.text, at: word.span) }

    private init(_ text: String, at span: SourceSpan?) throws(ArgumentProblem) {
        guard !text.isEmpty else { throw ArgumentProblem("a project needs an ID, not an empty word") }
        self.text = text
        self.span = span
    }

    /// Whether it has the form Keystone gives to IDs: a UUID, mostly without its dashes.
    var looksLikeID: Bool {
        ImageFinder.isUUID(text) || (text.utf8.count == 32 && text.allSatisfy(\.isHexDigit))
    }

    /// The ID. Image services share with whatever they are given, so what does not look like one is pointed out.
    func id(in context: CommandContext) throws -> String {
        if !looksLikeID {
            try context.console.warn("'\(text)' is taken for a project's ID; projects are not looked up by name")
        }
        return text
    }

    /// The openstack client's option beside a project's name.
    static let domain = Option<String>(
        "--project-domain", value: "project-domain",
        help: "Accepted for the openstack client's sake; projects are named by their ID")
}
