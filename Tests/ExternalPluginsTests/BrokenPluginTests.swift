import CommandKit
import Foundation
import TestSupport
import Testing

struct `a plugin that is broken` {
    /// What it does instead of printing a manifest, and what is said of it.
    @Test(arguments: [
        ("exec sleep 100", "it did not answer --imgsh-manifest within 2 s"),
        ("exec sleep 100 >/dev/null 2>&1", "it did not answer --imgsh-manifest within 2 s"),
        ("trap '' TERM INT HUP; while :; do :; done", "it did not answer --imgsh-manifest within 2 s"),
        ("echo hello", "its manifest is wrong: not JSON"), ("", "its manifest is wrong: not JSON"),
        ("exec yes", "with more than 1024 KiB"), ("exec yes >&2", "with more than 1024 KiB"),
        ("kill -SEGV $$", "it was ended by signal 11"),
        ("echo 'no luck' >&2; exit 3", "it ended with status 3 when it was asked for its manifest: no luck"),
        ("cat; echo; read line </dev/tty && sleep 100", "cannot open /dev/tty"),
    ])
    func `is one line, and the next command runs`(_ script: String, _ reason: String) async throws {
        let folder = try PluginFolder()
        let path = try folder.add("odd", script: script)
        let result = try await folder.run("odd --force")
        #expect(result.status == .failed)
        #expect(result.errors.hasPrefix("imgsh: the plugin '\(path)' cannot be used: "))
        #expect(result.errors.contains(reason), "\(result.errors)")
        #expect(result.errors.contains("try: plugin refresh"))
        let listed = try await folder.run("plugin list -f value -c Name -c State; echo alive")
        #expect(listed.output.hasPrefix("odd broken: "))
        #expect(listed.output.hasSuffix("alive\n"))
        #expect(try await folder.run("help").status == .done)
    }

    @Test func `by what it is no program for says so`() async throws {
        let folder = try PluginFolder()
        try folder.plugins.writeProgram("imgsh-lost", "#!/no/such/interpreter\n")
        #expect(try await folder.run("lost").errors.contains("is the interpreter of its first line there?"))
        try folder.plugins.writeProgram("imgsh-odd", [0x7F, 0x45, 0x4C, 0x46, 0, 0, 0])
        #expect(try await folder.run("odd").errors.contains("it cannot be started: exec format error"))
    }

    @Test func `because everybody may write to it is not run`() async throws {
        let folder = try PluginFolder()
        let path = try folder.add("open", script: "touch \(folder.plugins("was-run"))")
        try FileManager.default.setAttributes([.posixPermissions: 0o757], ofItemAtPath: path)
        #expect(try await folder.run("open").errors.contains("everybody may write to it"))
        #expect(!FileManager.default.fileExists(atPath: folder.plugins("was-run")))
    }

    @Test func `and cannot be executed is none at all`() async throws {
        let folder = try PluginFolder()
        _ = try folder.plugins.write("imgsh-plain", "#!/bin/sh\n")
        try FileManager.default.createDirectory(
            atPath: folder.plugins("imgsh-folder"), withIntermediateDirectories: false)
        for word in ["plain", "folder"] {
            #expect(try await folder.run(word).errors.contains("no command '\(word)'"))
        }
        #expect(try await folder.run("plugin list -f value").output == "")
    }

    @Test func `leaves nothing running`() async throws {
        let folder = try PluginFolder()
        let mark = folder.plugins("pid")
        try folder.add("left", script: "sleep 100 & echo $! > \(mark); exec sleep 100")
        _ = try await folder.run("left")
        let text = try String(contentsOfFile: mark, encoding: .utf8)
        let child = try #require(Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)))
        #expect(try await isGone(child))
    }

    /// Whether a process that was killed ends; what adopted it may not have reaped it yet.
    private func isGone(_ process: Int32) async throws -> Bool {
        for _ in 0..<600 {
            guard let state = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return true }
            if state.contains(") Z") || state.contains(") X") { return true }
            try await Task.sleep(for: .milliseconds(50))
        }
        return false
    }

    @Test func `only on its way down ends the command, and says by what`() async throws {
        let folder = try PluginFolder()
        let path = try folder.add("dies", command: "", then: "kill -SEGV $$")
        let result = try await folder.run("dies")
        #expect(result.status.rawValue == 139)
        #expect(result.errors == "imgsh: warning: the plugin '\(path)' was ended by signal 11\n")
    }

    @Test func `and is mended works at once`() async throws {
        let folder = try PluginFolder()
        try folder.add("odd", script: "exit 1")
        #expect(try await folder.run("odd").status == .failed)
        try folder.add("odd", command: "", then: "echo well")
        #expect(try await folder.run("odd").output == "well\n")
    }
}
