internal import BackendKit
internal import OpenStack

/// Where a metadata definition is: a namespace, or a thing in one.
struct DefinitionPlace {
    /// What a namespace holds, as paths name it.
    enum Kind: String {
        case properties, objects, tags
        case resourceTypes = "resource_types"

        /// One of them, in messages.
        var noun: String {
            switch self {
            case .properties: "property"
            case .objects: "object"
            case .tags: "tag"
            case .resourceTypes: "resource type"
            }
        }

        /// What lists them.
        func listing(_ namespace: String) -> String {
            let noun = self == .resourceTypes ? "resource type association" : noun
            return "image metadef \(noun) list '\(namespace)'"
        }
    }

    let namespace: String
    let kind: Kind?
    let name: String?

    init(_ namespace: String, _ kind: Kind? = nil, _ name: String? = nil) {
        self.namespace = namespace
        self.kind = kind
        self.name = name
    }

    /// - Throws: ``ImageError`` with code `.notFound` for a name that cannot be one segment of a path.
    var path: [String] {
        get throws(ImageError) {
            guard PathSegment.isSafe(namespace) else { throw DefinitionPlace(namespace).missing }
            if let name, !PathSegment.isSafe(name) { throw missing }
            return ["metadefs", "namespaces", namespace] + [kind?.rawValue, name].compactMap(\.self)
        }
    }

    /// As messages name it.
    var words: String {
        switch (kind, name) {
        case (let kind?, let name?): "the \(kind.noun) '\(name)' of the namespace '\(namespace)'"
        case (let kind?, nil):
            "the \(kind == .properties ? "properties" : kind.noun + "s") of the namespace '\(namespace)'"
        default: "the namespace '\(namespace)'"
        }
    }

    /// The error for a place where nothing is.
    var missing: ImageError {
        guard let kind, let name else {
            return ImageError(
                .notFound, "there is no namespace '\(namespace)'", hint: "image metadef namespace list")
        }
        return ImageError(
            .notFound, "the namespace '\(namespace)' has no \(kind.noun) '\(name)'", hint: kind.listing(namespace))
    }

    /// The error for a new thing where there is one already.
    var taken: ImageError {
        let message =
            switch (kind, name) {
            case (nil, _): "there is a namespace '\(namespace)' already"
            case (.resourceTypes?, let name?): "the namespace '\(namespace)' is for the resource type '\(name)' already"
            case (let kind?, let name?):
                "the namespace '\(namespace)' has \(kind == .objects ? "an" : "a") \(kind.noun) '\(name)' already"
            case (let kind?, nil):
                "the namespace '\(namespace)' has one of the \(kind.rawValue) already, or one is named twice"
            }
        return ImageError(.conflict, message)
    }

    /// What a thing there is to be called.
    /// - Throws: ``ImageError`` with code `.usage` for a name by which nobody could find it again.
    func checkName() throws(ImageError) {
        let name = kind == nil ? namespace : name
        guard let name, !PathSegment.isSafe(name) else { return }
        throw ImageError(
            .usage,
            name.isEmpty
                ? "a \(noun) needs a name"
                : "no \(noun) can be called '\(name)': a name has no '/' and no control characters")
    }

    private var noun: String { kind?.noun ?? "namespace" }
}
