import BackendKit
import Testing

struct `a hash of an image's data` {
    @Test func `is the same in capitals, and kept without them`() {
        let written = ImageHash(algorithm: "sha256", value: "00FFaBc9")
        #expect(written.value == "00ffabc9")
        #expect(written == ImageHash(algorithm: "sha256", value: "00ffabc9"))
        #expect(written != ImageHash(algorithm: "sha512", value: "00ffabc9"))
    }
}
