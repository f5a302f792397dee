internal import BackendKit
internal import CommandKit

/// `--visibility` of a namespace.
enum NamespaceVisibility: String, ClosedChoice {
    case `public`, `private`
    static let noun = "visibility of a namespace"
    var visibility: Visibility { Visibility(rawValue: rawValue) }
}
