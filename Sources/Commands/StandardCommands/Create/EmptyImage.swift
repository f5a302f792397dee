internal import BackendKit
internal import CommandKit

/// A new record that waits for its data.
struct EmptyImage: Sendable {
    let backend: any ImageBackend
    /// Leaves the record behind when nobody said that it was made.
    var keepsFailed = false
    /// What stands before an image of the backend in a command: `glance@prod//`, or nothing for the current one.
    var prefix = ""
    let console: Console

    /// - Throws: the first error, which also says what has become of the record.
    func create(_ draft: ImageDraft) async throws -> Image {
        let creating = try backend.require(.creating)
        // Where record and data are one change, a change that fails has left nothing.
        guard backend.facet(.storing) == nil else { return try await creating.createImage(draft) }
        let name = draft.name.map { "'\($0)'" } ?? "an image without a name"
        let wording = BegunImage.Wording(deed: "the creation of \(name)", prefix: prefix)
        return try await BegunImage(draft, on: backend, wording, keepsFailed: keepsFailed, console: console)
            .make(by: creating)
    }
}
