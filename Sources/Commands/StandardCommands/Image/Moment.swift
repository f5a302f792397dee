internal import BackendKit
internal import CommandKit

/// A time as a user writes it: `2026-01-31T10:00:00Z`, or with another offset; without one it is UTC, and a date alone
/// is its first second.
struct Moment: ArgumentValue, Equatable {
    /// In UTC.
    let timestamp: Timestamp

    init(argument: String) throws(ArgumentProblem) {
        var text = argument
        if text.utf8.count == "2026-01-31".utf8.count { text += "T00:00:00" }
        if text.utf8.count == "2026-01-31T10:00:00".utf8.count { text += "Z" }
        guard let seconds = Timestamp(text: text).secondsSince1970 else {
            throw ArgumentProblem("'\(argument)' is no time like 2026-01-31T10:00:00Z", hint: "2026-01-31")
        }
        timestamp = Timestamp(secondsSince1970: seconds)
    }
}
