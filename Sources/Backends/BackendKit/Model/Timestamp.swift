#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// A moment as a service wrote it: `2026-01-31T10:00:00Z`.
///
/// The text is kept, so that a date nobody can read is still shown as it came.
public struct Timestamp: Sendable, Hashable, CustomStringConvertible {
    public let text: String

    public init(text: String) { self.text = text }

    /// The moment in UTC, to the second.
    public init(secondsSince1970: Int64) {
        let date = Date(timeIntervalSince1970: TimeInterval(secondsSince1970))
        text = date.formatted(.iso8601)
    }

    /// Seconds since 1970, or `nil` when the text is no date.
    public var secondsSince1970: Int64? {
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: text.contains("."))
        guard let date = try? style.parse(text) else { return nil }
        return Int64(exactly: date.timeIntervalSince1970.rounded(.down))
    }

    public var description: String { text }
}
