import BackendKit
import CommandKit
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import ExternalPlugins

struct `the answer of a plugin` {
    private let folder: PluginFolder
    private let mark: String

    init() throws {
        folder = try PluginFolder()
        mark = folder.plugins("asked")
    }

    private func add(_ word: String, fails: Bool = false) throws {
        let manifest = #"{"imgsh": 1, "commands": [{"name": "kept", "summary": "\#(word)"}]}"#
        let answer = fails ? "exit 1" : "echo '\(manifest)'"
        try folder.add(
            "kept",
            script: "if [ \"$1\" = --imgsh-manifest ]; then echo x >> \(mark); \(answer); exit; fi\necho \(word)")
    }

    private var questions: Int {
        ((try? String(contentsOfFile: mark, encoding: .utf8)) ?? "").split(separator: "\n").count
    }

    @Test func `is kept from one run to the next`() async throws {
        try add("one")
        for _ in 1...3 { #expect(try await folder.run("kept; kept").output == "one\none\n") }
        #expect(questions == 1)
    }

    @Test func `is forgotten when the file changes`() async throws {
        try add("one")
        _ = try await folder.run("kept")
        try add("two")
        #expect(try await folder.run("help kept").output.hasPrefix("kept: two"))
        #expect(questions == 2)
    }

    @Test func `that it has none is kept as well, and 'plugin refresh' asks again`() async throws {
        try add("one", fails: true)
        for _ in 1...3 { #expect(try await folder.run("kept").status == .failed) }
        #expect(questions == 1)
        let result = try await folder.run("plugin refresh")
        #expect(questions == 2)
        #expect(result.errors.contains("0 of 1 plugins are ready"))
    }

    @Test func `lies in files that nobody else can read`() async throws {
        try add("one")
        _ = try await folder.run("kept")
        let directory = folder.shell.directory(".cache/imgsh/plugins")
        let names = try FileManager.default.contentsOfDirectory(atPath: directory)
        #expect(names.count == 1)
        for path in [directory] + names.map({ directory + "/" + $0 }) {
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect((mode ?? 0o777) & 0o077 == 0)
        }
    }

    @Test func `is believed for ten minutes when it is a failure`() throws {
        try add("one")
        let file = try #require(PluginFile("kept", in: folder.plugins.path))
        let clock = Clock()
        let cache = ManifestCache(directory: folder.shell.directory("cache"), now: { clock.now })
        cache.keep(.broken("it is broken"), of: file)
        clock.now += ManifestCache.patience
        guard case .broken("it is broken")? = cache.answer(of: file) else {
            Issue.record("the failure was not kept")
            return
        }
        clock.now += 1
        #expect(cache.answer(of: file) == nil)
        clock.now -= 2 * ManifestCache.patience
        #expect(cache.answer(of: file) == nil, "a clock that was set back proves nothing")
    }

    @Test func `of a damaged, strange or public file is none`() throws {
        try add("one")
        let file = try #require(PluginFile("kept", in: folder.plugins.path))
        let directory = folder.shell.directory("cache")
        let cache = ManifestCache(directory: directory)
        cache.keep(.broken("it is broken"), of: file)
        let path = directory + "/" + (try FileManager.default.contentsOfDirectory(atPath: directory))[0]
        let good = try Data(contentsOf: URL(filePath: path))
        for bytes in [Data(), Data("{".utf8), good.dropLast(), Data(#"{"version": 1}"#.utf8)] {
            try bytes.write(to: URL(filePath: path))
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
            #expect(cache.answer(of: file) == nil)
        }
        try good.write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        #expect(cache.answer(of: file) != nil)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        #expect(cache.answer(of: file) == nil)
    }

    private final class Clock: Sendable {
        private let seconds = Mutex<Int64>(1_000_000)

        var now: Int64 {
            get { seconds.withLock { $0 } }
            set { seconds.withLock { $0 = newValue } }
        }
    }
}
