import CommandKit
import TestSupport
import Testing

struct help {
    @Test func `of a command tells its options, what it ends with, and who can do it`() async throws {
        let shell = try TestShell()
        let page = try await shell.run("help image create").output
        for text in [
            "Usage:", "--disk-format <disk-format>", "(default: table)", "Examples:", "Exit status:\n  0 done",
        ] {
            #expect(page.contains(text), "\(text)")
        }
        #expect(page.contains("Of the open backends: local can."))
        #expect(try await shell.run("help image add project").output.contains("Of the open backends: local cannot."))
    }

    @Test func `finds a word in names, summaries and options`() async throws {
        let shell = try TestShell()
        let found = try await shell.run("help /CHECKSUM").output
        #expect(found.contains("  image save") && found.contains("--require-checksum"))
        #expect(try await shell.run("help /suggest").output.contains("help keys"))
        let nothing = try await shell.run("help /xyzzy")
        #expect(nothing.status == .usage && nothing.errors.contains("nothing in the help has to do with 'xyzzy'"))
        #expect(try await shell.run("help /").status == .usage)
    }

    @Test func `has topics`() async throws {
        let shell = try TestShell()
        #expect(try await shell.run("help").output.contains("Topics:\n"))
        #expect(try await shell.run("help keys").output.contains("Alt-F, Ctrl-Right"))
    }
}
