internal import BackendKit
internal import CommandKit

/// What a value of a plugin's command has to be, and what Tab offers for it.
enum ManifestType: Sendable {
    case text, number, file, directory, image, property, tag, store, server, project, backend, command
    case diskFormat, containerFormat
    /// One of these.
    case choice([(word: String, description: String)])

    /// By the names they have in a manifest.
    static let named: [(name: String, type: ManifestType)] = [
        ("text", .text), ("number", .number), ("file", .file), ("directory", .directory), ("image", .image),
        ("property", .property), ("tag", .tag), ("store", .store), ("server", .server), ("project", .project),
        ("backend", .backend), ("command", .command), ("disk-format", .diskFormat),
        ("container-format", .containerFormat),
    ]

    var completion: CompletionSource {
        switch self {
        case .text, .number: .none
        case .file: .files
        case .directory: .directories
        case .image: .images
        case .property: .properties
        case .tag: .tags
        case .store: .stores
        case .server: .servers
        case .project: .projects
        case .backend: .backends
        case .command: .commands
        case .diskFormat: DiskFormat.completion
        case .containerFormat: ContainerFormat.completion
        case .choice(let words): .words(words)
        }
    }

    /// - Throws: ``UsageError`` that points at the word.
    func check(_ given: Given) throws(UsageError) {
        switch self {
        case .text, .tag, .store, .server, .project, .backend, .command: break
        case .number: _ = try given.read(Int64.self)
        case .file, .directory: _ = try given.read(FilePath.self)
        case .image: _ = try given.read(ImageReference.self)
        case .property: _ = try given.read(Assignment.self)
        case .diskFormat: _ = try given.read(DiskFormat.self)
        case .containerFormat: _ = try given.read(ContainerFormat.self)
        case .choice(let words):
            let known = words.map(\.word)
            guard !known.contains(where: { $0.hasSameBytes(as: given.value.text) }) else { return }
            let option = given.spelling.isEmpty ? "" : given.spelling + ": "
            throw UsageError(
                "\(option)'\(given.value.text)' is none of \(known.joined(separator: ", "))", at: given.value.span,
                hint: Suggestion.nearest(to: given.value.text, in: known))
        }
    }
}
