/// What may be one segment of a path.
///
/// A service decodes a path before it takes it apart, so an encoded slash makes two segments there: `ID/file` would
/// name the data of an image instead of nothing.
public enum PathSegment {
    /// Whether a text names one thing below a path, and nothing else whatever the service makes of it.
    public static func isSafe(_ text: String) -> Bool {
        !text.isEmpty && text != "." && text != ".." && !text.utf8.contains { $0 == 0x2F || $0 < 0x20 || $0 == 0x7F }
    }
}
