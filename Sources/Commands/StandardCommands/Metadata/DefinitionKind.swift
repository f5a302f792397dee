internal import BackendKit
internal import CommandKit

/// What a namespace holds, for the commands that are the same for all of it.
enum DefinitionKind: String, Sendable {
    case object, property, tag

    var plural: String { self == .property ? "properties" : rawValue + "s" }
    var noun: Deeds.Noun { Deeds.Noun(one: rawValue, many: plural) }
    var withArticle: String { (self == .object ? "an " : "a ") + rawValue }

    /// Those of the namespace that was typed.
    var completion: CompletionSource {
        switch self {
        case .object: DefinitionWords.objects
        case .property: DefinitionWords.properties
        case .tag: DefinitionWords.tags
        }
    }

    /// One of them, by its place on a line.
    var positional: Positional<String> {
        Positional(rawValue, of: String.self, completion: completion, help: "Name of the \(rawValue)")
    }

    /// What one is called in examples.
    var sample: String {
        switch self {
        case .object: "partition"
        case .property: "size"
        case .tag: "old"
        }
    }

    func delete(_ name: String, in namespace: String, by definitions: any MetadataDefining) async throws {
        switch self {
        case .object: try await definitions.deleteObject(name, in: namespace)
        case .property: try await definitions.deleteProperty(name, in: namespace)
        case .tag: try await definitions.deleteTag(name, in: namespace)
        }
    }

    func deleteAll(in namespace: String, by definitions: any MetadataDefining) async throws {
        switch self {
        case .object: try await definitions.deleteAllObjects(in: namespace)
        case .property: try await definitions.deleteAllProperties(in: namespace)
        case .tag: try await definitions.deleteAllTags(in: namespace)
        }
    }
}

extension Deeds.Noun {
    static let namespaces = Self(one: "namespace", many: "namespaces")
    static let types = Self(one: "resource type", many: "resource types")
}
