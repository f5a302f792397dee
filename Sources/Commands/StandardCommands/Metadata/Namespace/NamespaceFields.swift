internal import BackendKit
internal import CommandKit

/// The options that say what a namespace is, the same for a new one and for a change.
struct NamespaceFields {
    let displayName = Option<String>("--display-name", value: "text", help: "A name for people")
    let about = Option<String>("--description", value: "text", help: "What it is for")
    let visibility = Choice<Visibility>(
        "visibility",
        [
            ("--public", .public, "Everybody sees it"), ("--private", .private, "Only its owner sees it"),
        ])
    let protection = Choice<Bool>(
        "protection",
        [
            ("--protected", true, "It cannot be removed"), ("--unprotected", false, "It can be removed"),
        ])

    /// Takes over what was given.
    func apply(_ call: Call, to namespace: inout MetadataNamespace) {
        if let name = call[displayName] { namespace.displayName = name }
        if let about = call[about] { namespace.about = about }
        if let visibility = call[visibility] { namespace.visibility = visibility }
        if let isProtected = call[protection] { namespace.isProtected = isProtected }
    }
}
