import BackendKit
import ImageHashing
import TestSupport
import Testing

/// Beside the programs of the system.
struct `a hash` {
    private static let algorithms = ["md5", "sha1", "sha256", "sha384", "sha512"]

    /// What `md5sum` and its kin say.
    private func summed(_ bytes: [UInt8], by algorithm: String) throws -> String {
        let said = String(decoding: try Tool.run("\(algorithm)sum", [], input: bytes), as: UTF8.self)
        return String(said.prefix { $0 != " " })
    }

    // Around the ends of blocks of 64 and 128 bytes, and of what is left of one.
    @Test(arguments: algorithms, [0, 1, 55, 56, 63, 64, 65, 111, 112, 127, 128, 129, 1_000_003])
    func `is the one the system's programs make, in pieces of any size`(_ algorithm: String, _ count: Int) throws {
        let bytes = ImageServer.bytes(count)
        let expected = ImageHash(algorithm: algorithm, value: try summed(bytes, by: algorithm))
        for piece in [max(1, count), 61, 4_096] {
            var hasher = try #require(ImageHasher(algorithm))
            for start in stride(from: 0, to: count, by: piece) {
                hasher.update(Array(bytes[start..<min(start + piece, count)]))
            }
            #expect(hasher.value == expected)
        }
    }

    @Test(arguments: algorithms)
    func `can be looked at before the end, and a copy goes its own way`(_ algorithm: String) throws {
        var hasher = try #require(ImageHasher(algorithm))
        hasher.update([1, 2, 3])
        #expect(hasher.value.value == (try summed([1, 2, 3], by: algorithm)))
        var copy = hasher
        copy.update([5])
        hasher.update([4])
        hasher.update([])
        #expect(hasher.value.value == (try summed([1, 2, 3, 4], by: algorithm)))
        #expect(copy.value.value == (try summed([1, 2, 3, 5], by: algorithm)))
    }

    @Test(arguments: ["", "SHA512", "sha3-512", "blake2b", "crc32"])
    func `of another name is not known`(_ algorithm: String) {
        #expect(ImageHasher(algorithm) == nil)
    }

    @Test func `of several kinds at once comes in the order they were asked for`() async throws {
        let bytes = ImageServer.bytes(3_000_001)
        let hasher = ParallelHasher(["sha512", "crc32", "md5"])
        let values = await Task.detached {
            for start in stride(from: 0, to: bytes.count, by: 70_000) {
                hasher.update(Array(bytes[start..<min(start + 70_000, bytes.count)]))
            }
            return hasher.values()
        }.value
        #expect(values.map(\.algorithm) == ["sha512", "md5"])
        #expect(values.map(\.value) == [try summed(bytes, by: "sha512"), try summed(bytes, by: "md5")])
    }
}
