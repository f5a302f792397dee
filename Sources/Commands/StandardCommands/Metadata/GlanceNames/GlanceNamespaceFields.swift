internal import BackendKit
internal import CommandKit

/// The options of the glance client that say what a namespace is.
struct GlanceNamespaceFields {
    let displayName = Option<String>("--display-name", value: "text", help: "A name for people")
    let about = Option<String>("--description", value: "text", help: "What it is for")
    let visibility = Option<NamespaceVisibility>("--visibility", value: "visibility", help: "public or private")
    let protection = Option<TruthWord>("--protected", value: "True|False", help: "Whether it cannot be removed")
    let owner = Option<String>("--owner", value: "project", help: "The project that owns it")

    /// Takes over what was given.
    func apply(_ call: Call, to namespace: inout MetadataNamespace) {
        if let name = call[displayName] { namespace.displayName = name }
        if let about = call[about] { namespace.about = about }
        if let visibility = call[visibility] { namespace.visibility = visibility.visibility }
        if let isProtected = call[protection] { namespace.isProtected = isProtected.value }
        if let owner = call[owner] { namespace.owner = owner }
    }
}

/// `True` or `False`, as the glance client reads it.
struct TruthWord: ArgumentValue {
    let value: Bool

    init(argument: String) throws(ArgumentProblem) {
        switch argument.lowercased() {
        case "true", "1", "t", "y", "yes", "on": value = true
        case "false", "0", "f", "n", "no", "off": value = false
        default: throw ArgumentProblem("'\(argument)' is neither True nor False")
        }
    }

    static var completion: CompletionSource { .words([("True", ""), ("False", "")]) }
}
