internal import BackendKit
internal import CommandKit

/// A visibility by its name: the glance client's way to say `--public` and its like.
enum VisibilityName: String, ClosedChoice {
    case `public`, `private`, community, shared, all

    static let noun = "visibility"

    static let option = Option<VisibilityName>(
        "--visibility", value: "visibility", help: "The same by its name, as the glance client says it")

    /// What the call says in either way.
    /// - Throws: ``UsageError`` when it says two things.
    static func value(_ call: Call, or flags: Choice<Visibility>) throws(UsageError) -> Visibility? {
        guard let named = call[option].map({ Visibility(rawValue: $0.rawValue) }) else { return call[flags] }
        guard let flag = call[flags], flag != named else { return named }
        throw UsageError("--visibility \(named) cannot stand beside --\(flag)", at: call.spans(of: option).last)
    }
}
