import TestSupport
import Testing

/// What Tab offers, as the completions of other shells ask for it.
struct completion {
    private func words(_ shell: TestShell, _ line: String) async throws -> [String] {
        try await shell.run(arguments: ["__complete", "--", line]).output.split(separator: "\n").map { row in
            String(row.split(separator: "\t", omittingEmptySubsequences: false)[0])
        }
    }

    @Test(arguments: [
        ("imag", ["image"]), ("image cr", ["create"]), ("cre", ["create"]),
        ("image create --disk-f", ["--disk-format"]),
        ("image create x --disk-format q", ["qcow2"]), ("image create x --disk-format=q", ["--disk-format=qcow2"]),
        ("list -f js", ["json", "jsonl"]), ("list -c Sta", ["Status"]), ("help image un", ["unset"]),
        ("image list --sort name:", ["name:asc", "name:desc"]), ("openstack image sav", ["save"]),
        ("echo a; image unse", ["unset"]), ("image create x --tag a --pub", ["--public"]), ("use loc", ["local"]),
    ])
    func `knows commands, options and values`(_ line: String, _ wanted: [String]) async throws {
        #expect(try await words(try TestShell(), line) == wanted)
    }

    @Test func `offers names of images, quoted, and IDs where a name would not do`() async throws {
        let shell = try TestShell()
        let twin = "6f0f5a3e-2f1b-4a52-9a8e-0c9f6f1f2b77"
        let other = "6f0f5a3e-2f1b-4a52-9a8e-0c9f6f1f2b78"
        _ = try await shell.run(
            "create 'two words'; create \"it's\"; create plain; create twin --id \(twin); create twin --id \(other)")
        _ = try await shell.run(arguments: ["image", "create", "bad\u{1b}name"])
        #expect(try await words(shell, "show p") == ["plain"])
        #expect(try await words(shell, "show tw") == [twin, other, "'two words'"])
        #expect(try await words(shell, "show 'tw") == [twin, other, "'two words'"])
        #expect(try await words(shell, "delete it") == ["'it'\\''s'"])
        #expect(try await words(shell, "show 6f0f") == [twin, other])
        let bad = try await words(shell, "show bad")
        #expect(bad.count == 1 && bad[0].count == 36)
    }

    @Test func `offers no option twice, and nothing in a comment`() async throws {
        let shell = try TestShell()
        #expect(try await words(shell, "image create x --file f --fil") == [])
        #expect(try await words(shell, "image create x --property a=b --prop") == ["--property"])
        #expect(try await words(shell, "# image ") == [])
    }

    @Test func `offers files and directories`() async throws {
        let shell = try TestShell()
        _ = try shell.file("disk one.raw", "x")
        _ = try shell.file("disk.qcow2", "x")
        let prefix = shell.directory("disk")
        #expect(
            try await words(shell, "image create x --file \(prefix)")
                == ["'\(prefix) one.raw'", "\(prefix).qcow2"])
        #expect(try await words(shell, "image create x --file \(shell.directory.path)") == [shell.directory.path + "/"])
    }

    @Test func `offers tags and property names of the images at hand`() async throws {
        let shell = try TestShell()
        _ = try await shell.run("create a --tag nightly --tag base --property os_distro=debian")
        #expect(try await words(shell, "list --tag ") == ["base", "nightly"])
        #expect(try await words(shell, "set a --property os_") == ["os_distro="])
    }
}
