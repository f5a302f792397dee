import CommandKit
import TestSupport
import Testing

struct `image delete` {
    @Test func `goes on with the others after a name that is wrong, and says how it went`() async throws {
        let shell = try TestShell()
        let wrong = try await shell.run("create a; create b; create c; delete a nope b")
        #expect(wrong.status == .notFound)
        #expect(wrong.errors.contains("imgsh: 'nope': no image 'nope' on local\n  try: "), "\(wrong.errors)")
        #expect(wrong.errors.hasSuffix("2 of 3 images deleted, 1 failed\n"), "\(wrong.errors)")
        #expect(try await shell.run("list -f value -c Name").output == "c\n")
        let none = try await shell.run("delete nope neither")
        #expect(none.status == .notFound && none.errors.hasSuffix("0 of 2 images deleted, 2 failed\n"))
        let done = try await shell.run("create d; delete c d c")
        #expect(done.status == .done && done.errors.isEmpty, "\(done.errors)")
        #expect(try await shell.run("list -f value").output.isEmpty)
    }

    @Test func `goes on after one that is protected, and ends with the worst status`() async throws {
        let shell = try TestShell()
        let result = try await shell.run("create a; create b --protected; create c; delete a b c")
        #expect(result.status == .conflict)
        #expect(result.errors.contains("imgsh: 'b': image 'b' is protected; it was not deleted\n"), "\(result.errors)")
        #expect(result.errors.contains("try: image set --unprotected"))
        #expect(result.errors.hasSuffix("2 of 3 images deleted, 1 failed\n"))
        let mixed = try await shell.run("delete b nope")
        #expect(mixed.status == .conflict && mixed.errors.hasSuffix("0 of 2 images deleted, 2 failed\n"))
        #expect(try await shell.run("list -f value -c Name").output == "b\n")
    }

    @Test func `of a single image fails with its error and no more`() async throws {
        let shell = try TestShell()
        let result = try await shell.run("create b --protected; delete b")
        #expect(result.status == .conflict)
        #expect(result.errors.contains("is protected; it was not deleted") && !result.errors.contains(" of "))
    }

    @Test func `deletes nothing when a word can mean no image anywhere`() async throws {
        let shell = try TestShell()
        let result = try await shell.run("create a; delete a --store fast")
        #expect(result.status == .usage)
        let two = try await shell.run("create b; delete a b --store fast")
        #expect(two.status == .usage && two.errors.contains("; no image was deleted"), "\(two.errors)")
        #expect(try await shell.run("list -f value -c Name").output == "a\nb\n")
    }
}
