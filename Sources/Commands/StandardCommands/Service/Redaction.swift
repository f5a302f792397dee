/// Strikes out what lets others in: `https://***@host/path?X-Amz-Signature=***`.
enum Redaction {
    /// The text without the credentials of an address that stands in it.
    static func text(_ text: String) -> String {
        guard let scheme = text.firstRange(of: "://") else { return text }
        let rest = text[scheme.upperBound...]
        let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
        // The last sign counts: a password may hold one itself.
        let host = rest[..<end].lastIndex(of: "@").map { "***" + rest[$0..<end] } ?? String(rest[..<end])
        return text[..<scheme.upperBound] + host + parameters(rest[end...])
    }

    private static func parameters(_ tail: Substring) -> String {
        guard let mark = tail.firstIndex(of: "?") else { return String(tail) }
        let query = tail[tail.index(after: mark)...]
        let parts = query.split(separator: "&", omittingEmptySubsequences: false).map { part -> String in
            guard let equals = part.firstIndex(of: "="), isSecret(part[..<equals]) else { return String(part) }
            return part[...equals] + "***"
        }
        return tail[...mark] + parts.joined(separator: "&")
    }

    /// The names that presigned addresses of object stores use.
    private static func isSecret(_ name: Substring) -> Bool {
        let name = name.lowercased()
        return name == "sig"
            || ["signature", "token", "credential", "password", "secret", "key"].contains {
                name.contains($0)
            }
    }
}
