import CommandKit
import TestSupport
import Testing

struct `clearing a cache` {
    @Test func `is not said twice`() async throws {
        let result = try await TestShell().run("cached image clear --cache --target queue")
        #expect(result.status.rawValue == 2 && result.errors.contains("one of them is enough"), "\(result.errors)")
    }
}

/// The expected texts are what python-openstackclient 10.5 and, for prune and nodes, python-glanceclient 4.13 print.
struct `the cache of a service` {
    private func shell() async throws -> (shell: TestServiceShell, ids: [String]) {
        let shell = try TestServiceShell()
        let ids = [try await shell.makeImage("a"), try await shell.makeImage("b", "12345")]
        return (shell, ids)
    }

    @Test func `is listed with what waits for it`() async throws {
        let (shell, ids) = try await shell()
        #expect(try await shell.run("cached image list -f json").output == "[]\n")
        #expect(try await shell.run("cached image queue a").status == .done)
        try await shell.service.fillCache(at: 1_795_509_986.25)
        #expect(try await shell.run("cache-queue b a").status == .done)
        #expect(
            try await shell.run("cached image list").output == """
                +--------------------------------------+--------+----------------------------+---------------------+------+------+
                | ID                                   | State  | Last Accessed (UTC)        | Last Modified (UTC) | Size | Hits |
                +--------------------------------------+--------+----------------------------+---------------------+------+------+
                | \(ids[0]) | cached | 2026-11-24T08:46:26.250000 | 2026-11-24T08:46:26 |   10 |    0 |
                | \(ids[1]) | queued | N/A                        | N/A                 |  N/A |  N/A |
                +--------------------------------------+--------+----------------------------+---------------------+------+------+

                """)
        #expect(
            try await shell.run("cache-list -f json").output.hasPrefix(
                """
                [
                  {
                    "ID": "\(ids[0])",
                    "State": "cached",
                    "Last Accessed (UTC)": "2026-11-24T08:46:26.250000",
                    "Last Modified (UTC)": "2026-11-24T08:46:26",
                    "Size": 10,
                    "Hits": 0
                  },
                """))
    }

    @Test(arguments: [
        ("cached image clear", ""), ("cached image clear --cache", "queued"), ("cached image clear --queue", "cached"),
        ("cache-clear --target queue", "cached"), ("cache-clear --target both", ""), ("cache-delete a", "queued"),
        ("cached image delete a b", ""), ("cached image clean", "queued"),
    ])
    func `can be emptied in parts`(_ line: String, _ left: String) async throws {
        let (shell, _) = try await shell()
        _ = try await shell.run("cached image queue a")
        try await shell.service.fillCache(at: 1)
        _ = try await shell.run("cached image queue b")
        let result = try await shell.run(line)
        #expect(result.status == .done && result.output.isEmpty, "\(result.errors)")
        let states = try await shell.run("cached image list -f value -c State").output
        #expect(states.split(separator: "\n").joined(separator: " ") == left)
    }

    @Test func `is pruned and looked for as the glance client says it`() async throws {
        let (shell, _) = try await shell()
        _ = try await shell.run("cached image queue a")
        try await shell.service.fillCache(at: 1)
        let nodes = try await shell.run("cached image nodes a -f json")
        #expect(nodes.output == "[\n  {\n    \"Node Reference URL\": \"http://127.0.0.1:9293\"\n  }\n]\n")
        #expect(try await shell.run("cache-prune").output == "Pruned 1 file(s), 10 byte(s).\n")
        #expect(try await shell.run("cache-nodes-list a -f value").output.isEmpty)
    }

    @Test func `takes images that have data, and goes on after others`() async throws {
        let (shell, ids) = try await shell()
        let result = try await shell.run("create empty; cached image queue a empty b")
        #expect(result.status == .conflict)
        #expect(result.errors.contains("imgsh: 'empty': ") && result.errors.contains("'queued', not 'active'"))
        #expect(result.errors.hasSuffix("2 of 3 images queued, 1 failed\n"), "\(result.errors)")
        #expect(try await shell.run("cached image list -f value -c ID").output == "\(ids[0])\n\(ids[1])\n")
        let deleted = try await shell.run("cached image delete nope b")
        #expect(deleted.status == .notFound)
        #expect(deleted.errors.hasSuffix("1 of 2 images taken out, 1 failed\n"), "\(deleted.errors)")
        #expect(try await shell.run("cached image list -f value -c ID").output == "\(ids[0])\n")
    }
}
