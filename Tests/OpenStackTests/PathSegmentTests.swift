import OpenStack
import Testing

struct `a path segment` {
    @Test(arguments: ["", ".", "..", "a/b", "4f1c/file", "a\u{0}b", "a\nb"])
    func `is not what would lead elsewhere`(_ text: String) { #expect(!PathSegment.isSafe(text)) }

    @Test(arguments: ["a", "...", "a b", "é", "%2F", "a?b#c", "11111111-2222-4333-8444-555555555555"])
    func `may be anything else`(_ text: String) { #expect(PathSegment.isSafe(text)) }
}
