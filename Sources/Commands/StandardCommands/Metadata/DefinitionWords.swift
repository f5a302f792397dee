internal import BackendKit
internal import CommandKit
internal import JSONText

/// Words that stand for metadata definitions, and what can be offered for each.
enum DefinitionWords {
    static let namespace = Positional(
        "namespace", of: String.self, completion: namespaces, help: "Name of the namespace")

    static let namespaces = CompletionSource.asked { question in
        try await question.require(.metadata).namespaces(matching: NamespaceQuery())
            .map { ($0.name, $0.displayName ?? "") }
    }

    /// The objects of the namespace that was typed.
    static let objects = within { definitions, namespace in
        try await definitions.objects(in: namespace).map { ($0.name, $0.about ?? "") }
    }

    /// The properties of the namespace that was typed.
    static let properties = within { definitions, namespace in
        try await definitions.properties(in: namespace).map { ($0.name, title(of: $0)) }
    }

    /// The properties of the object that was typed, or of its namespace.
    static let objectProperties = CompletionSource.asked { question in
        let words = question.arguments.filter { !$0.hasPrefix("-") }
        guard words.count > 1 else { return [] }
        return (try await question.require(.metadata).object(words[1], in: words[0]).properties ?? [])
            .map { ($0.name, title(of: $0)) }
    }

    /// The tags of the namespace that was typed.
    static let tags = within { definitions, namespace in
        try await definitions.tags(in: namespace).map { ($0.name, "") }
    }

    static let resourceTypes = CompletionSource.asked { question in
        try await question.require(.metadata).resourceTypes().map { ($0, "") }
    }

    /// The types that the namespace that was typed is for.
    static let associatedTypes = within { definitions, namespace in
        try await definitions.associations(of: namespace).map { ($0.resourceType, $0.prefix ?? "") }
    }

    static let types = CompletionSource.words(
        ["string", "integer", "number", "boolean", "array", "object"].map { ($0, "") })

    private static func within(
        _ words:
            @escaping @Sendable (any MetadataDefining, String) async throws -> [(word: String, description: String)]
    ) -> CompletionSource {
        .asked { question in
            guard let namespace = question.arguments.first(where: { !$0.hasPrefix("-") }) else { return [] }
            return try await words(question.require(.metadata), namespace)
        }
    }

    private static func title(of property: MetadataProperty) -> String {
        (try? JSONReader.value(of: Array(property.schema.utf8)))?["title"]?.string ?? ""
    }
}
