public import BackendKit

/// Names while they are typed, from the indexes of the catalogue.
extension LocalBackend: NameSuggesting {
    public func suggestedImages(_ fit: NameFit, atMost limit: Int) async throws -> SuggestedImages {
        try await readable()?.read { try Catalogue.suggestions(fit, atMost: limit, in: $0) } ?? SuggestedImages()
    }

    public func suggestedTags() async throws -> [String] {
        try await readable()?.read { try Catalogue.tagNames(in: $0) } ?? []
    }

    public func suggestedProperties() async throws -> [String] {
        try await readable()?.read { try Catalogue.propertyNames(in: $0) } ?? []
    }

    public func suggestedValues(of property: String, atMost limit: Int) async throws -> [String] {
        try await readable()?.read { try Catalogue.values(of: property, atMost: limit, in: $0) } ?? []
    }
}
