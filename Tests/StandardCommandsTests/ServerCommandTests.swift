import BackendKit
import CommandKit
import TestSupport
import Testing

struct `server list` {
    @Test func `shows what images can be made of`() async throws {
        let result = try await TestServiceShell().run("server list -f value; server list --name twin --limit 1 -f csv")
        #expect(
            result.output == """
                aaaaaaaa-0000-4000-8000-000000000001 web-1 ACTIVE None
                aaaaaaaa-0000-4000-8000-000000000002 twin ACTIVE None
                aaaaaaaa-0000-4000-8000-000000000003 twin ACTIVE None
                aaaaaaaa-0000-4000-8000-000000000004 new BUILD None
                "ID","Name","Status","Image ID"
                "aaaaaaaa-0000-4000-8000-000000000002","twin","ACTIVE",""

                """)
        #expect(result.status == .done)
    }
}

struct `server image create` {
    @Test func `makes an image under the server's name, or another`() async throws {
        let shell = try TestServiceShell()
        let result = try await shell.run(
            """
            server image create web-1 --property purpose=test -f value -c name -c status -c purpose
            server image create aaaaaaaa-0000-4000-8000-000000000002 --name before -f value -c name
            image list --server web-1 --type snapshot -f value -c Name
            image list --server aaaaaaaa-0000-4000-8000-000000000002 -f value -c Name
            """)
        #expect(result.errors.isEmpty)
        #expect(result.output == "web-1\nqueued\ntest\nbefore\nweb-1\nbefore\n")
        #expect(result.status == .done)
    }

    @Test func `does not guess between servers of one name`() async throws {
        let result = try await TestServiceShell().run("server image create twin")
        #expect(result.status == .notFound)
        #expect(result.errors.contains("'twin' means several servers; nothing was done"))
        #expect(result.errors.contains("aaaaaaaa-0000-4000-8000-000000000002  -  ACTIVE  twin"))
        #expect(result.errors.contains("aaaaaaaa-0000-4000-8000-000000000003"))
    }

    @Test func `names servers like one that is not there`() async throws {
        let result = try await TestServiceShell().run("server image create web-2")
        #expect(result.status == .notFound)
        #expect(result.errors.contains("no server 'web-2' on service"))
        #expect(result.errors.contains("                    ^~~~~"))
        #expect(result.errors.contains("try: web-1"))
    }

    @Test func `points at a server whose state forbids it`() async throws {
        let result = try await TestServiceShell().run("server image create new --wait")
        #expect(result.status == .conflict)
        #expect(result.errors.contains("its state forbids it") && result.errors.contains("                    ^~~"))
    }

    @Test(arguments: ["server image create", "server image create ''", "server image create web-1 --property x"])
    func `refuses what is incomplete`(_ line: String) async throws {
        #expect(try await TestServiceShell().run(line).status == .usage)
    }

    @Test func `offers the servers whose names are alone, and the IDs of the others`() async throws {
        let shell = try TestServiceShell()
        let result = try await shell.shell.run(arguments: ["__complete", "--", "server image create "])
        let words = result.output.split(separator: "\n").map { $0.prefix { $0 != "\t" } }
        #expect(words.contains("web-1") && words.contains("new") && !words.contains("twin"))
        #expect(words.contains("aaaaaaaa-0000-4000-8000-000000000003"))
    }
}

struct `servers where the backend knows none` {
    private let shell: TestShell

    init() throws {
        let service = try TestService()
        shell = try TestShell(
            plugins: [BackendPlugin(ServiceWithoutServers(inner: service), service)],
            environment: ["IMGSH_BACKEND": "view"])
    }

    @Test func `are those of the backend beside it`() async throws {
        let result = try await shell.run(
            """
            server list --name web-1 -f value -c Name
            server image create web-1 --name before -f value -c name; image show $_ -f value -c status
            image list -f value -c Name
            image list --server web-1 -f value -c Name
            backend list -f value -c Current -c Backend
            """)
        #expect(result.status == .done, "\(result.errors)")
        #expect(result.output == "web-1\nbefore\nqueued\nbefore\nbefore\n* view\n service\n", "\(result.output)")
    }

    @Test func `are looked for there by name`() async throws {
        let result = try await shell.run("server image create web-2")
        #expect(result.errors.contains("no server 'web-2' on service"), "\(result.errors)")
        #expect(result.status == .notFound)
    }

    @Test func `are offered`() async throws {
        let result = try await shell.run(arguments: ["__complete", "--", "server image create web"])
        #expect(result.output.hasPrefix("web-1"), "\(result.output)")
    }
}

/// A service's images without its servers, as Glance has them.
private struct ServiceWithoutServers: BackendView {
    let inner: TestService
    let info = BackendInfo(kind: "view", name: "view", location: "memory")
    private static let servers = AnyCapability(.snapshotting).name

    func facet<Facet>(_ capability: Capability<Facet>) -> Facet? {
        capability.name == Self.servers ? nil : inner.facet(capability)
    }
    func alternative(for capability: AnyCapability) -> String? { capability.name == Self.servers ? "service" : nil }
}

struct `image list by servers, needs and times` {
    @Test func `works in a local store`() async throws {
        let shell = try TestShell()
        let result = try await shell.run(
            """
            create a --min-disk 5 --min-ram 64 --property image_type=snapshot
            create b --min-disk 4 --property instance_uuid=11111111-2222-4333-8444-555555555555
            list --min-disk 5 -f value -c Name
            list --min-ram 1 -f value -c Name
            list --type snapshot -f value -c Name
            list --server 11111111-2222-4333-8444-555555555555 -f value -c Name
            list --changes-since 2001-02-03 -f value -c Name
            list --changes-since 2200-02-03T10:00:00+02:00 -f value -c Name
            """)
        #expect(result.status == .done, "\(result.errors)")
        #expect(result.output.hasSuffix("\na\na\na\nb\na\nb\n"))
    }

    @Test func `says what it takes a word for where servers have no names`() async throws {
        let result = try await TestShell().run("list --server web")
        #expect(result.status == .done)
        #expect(result.errors.contains("'web' is taken for a server's ID; servers are not looked up by name here"))
    }

    @Test(arguments: ["yesterday", "2026-13-01", "2026-01-31T10:00", "", "10:00:00Z"])
    func `refuses what is no time`(_ time: String) async throws {
        let result = try await TestShell().run("list --changes-since '\(time)'")
        #expect(result.status == .usage)
        #expect(result.errors.contains("is no time like 2026-01-31T10:00:00Z"))
    }
}
