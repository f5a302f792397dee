import BackendKit
import JSONText
import Testing

@testable import GlanceBackend

struct `a content range` {
    @Test func `says which bytes, and of how many`() {
        #expect(ContentRange("bytes 0-9/64")?.bytes == 0..<10)
        #expect(ContentRange("bytes 0-9/64")?.total == 64)
        #expect(ContentRange("Bytes 5-5/*") == ContentRange("bytes 5-5/*"))
        #expect(ContentRange("bytes 5-5/*")?.total == nil)
    }

    @Test(arguments: [
        "", "bytes", "bytes */64", "bytes 9-0/64", "bytes 0-64/64", "bytes -1-5/64", "bytes 0-9", "lines 0-9/64",
        "bytes 0-9/x", "bytes +0-9/64", "bytes 0-9223372036854775807/9223372036854775807", "bytes 0-9/64 ",
        "bytes 0-99999999999999999999/64",
    ])
    func `is nothing else`(_ text: String) { #expect(ContentRange(text) == nil) }
}
