import Foundation
import TestSupport
import Testing

/// Whoever takes a failure for "nothing happened" makes a second image.
struct `image create whose output cannot be written` {
    private let program: TestProgram

    init() throws {
        program = try TestProgram()
        for name in ["one.raw", "two.raw"] { try program.directory.write(name, "1234") }
    }

    private func ids() async throws -> [String] {
        try await program.run("image", "list", "-f", "value", "-c", "ID").output.split(separator: "\n").map(String.init)
    }

    @Test(arguments: ["x", "x --file one.raw --disk-format raw"])
    func `says that the image was made`(_ words: String) async throws {
        let result = try await program.run("-c", "!\(TestProgram.path) image create \(words) > /dev/full; echo $? >&2")
        let id = try #require(try await ids().first)
        #expect(
            result.errors.hasSuffix(
                """
                imgsh: cannot write to standard output: no space left on device; the image \(id) was made all the same
                1

                """), "\(result.errors)")
        #expect(try await ids().count == 1)
    }

    @Test func `names all that were made`() async throws {
        let result = try await program.run(
            "-c", "!\(TestProgram.path) image create one.raw two.raw --disk-format raw > /dev/full; echo $? >&2")
        let ids = try await ids()
        #expect(ids.count == 2)
        #expect(result.errors.contains("; 2 images were made all the same\n"), "\(result.errors)")
        for id in ids { #expect(result.errors.contains("\n  \(id)  "), "\(result.errors)") }
        #expect(result.errors.hasSuffix("\n1\n"), "\(result.errors)")
    }

    @Test func `says so too of a column that it does not have`() async throws {
        let result = try await program.run("image", "create", "x", "-c", "nope")
        let id = try #require(try await ids().first)
        #expect(result.status == 2 && result.errors.contains("no column 'nope'"), "\(result.errors)")
        #expect(result.errors.contains("; the image \(id) was made all the same"), "\(result.errors)")
    }
}
