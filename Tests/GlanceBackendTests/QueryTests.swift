import BackendKit
import GlanceBackend
import Testing

/// What the list is asked for.
struct `the query of a list` {
    private func call(_ configure: (inout ImageQuery) -> Void) async throws -> String {
        var query = ImageQuery()
        configure(&query)
        let client = ListClient()
        let backend = GlanceBackend(client: client, info: BackendInfo(kind: "glance", name: "glance", location: "x"))
        _ = try await backend.images(matching: query).collect()
        return try #require(client.queries.first)
    }

    @Test func `asks for as much as a page may hold, in the default order`() async throws {
        #expect(try await call { _ in } == "sort=created_at:desc,id:desc&limit=1000")
    }

    @Test func `asks for no more than is needed`() async throws {
        #expect(try await call { $0.limit = 7 }.hasSuffix("&limit=7"))
        #expect(try await call { $0.pageSize = 20 }.hasSuffix("&limit=20"))
        #expect(try await call { $0.pageSize = 5000 }.hasSuffix("&limit=1000"))
        #expect(
            try await call {
                $0.pageSize = 20
                $0.limit = 3
            }.hasSuffix("&limit=3"))
    }

    @Test func `names the operator, so that a colon in a name is none`() async throws {
        #expect(try await call { $0.name = "ubuntu:24.04" }.hasPrefix("name=eq:ubuntu:24.04&"))
        #expect(try await call { $0.name = "" }.hasPrefix("name=eq:&"))
    }

    @Test func `repeats tags and sends properties under their names`() async throws {
        let call = try await call {
            $0.tags = ["a", "b"]
            $0.properties = ["os_distro": "debian", "x y": "z"]
        }
        #expect(call.hasPrefix("tag=a&tag=b&os_distro=debian&x y=z&sort="))
    }

    @Test func `has everything else the service filters by`() async throws {
        let call = try await call {
            $0.status = .active
            $0.visibility = Visibility(rawValue: "all")
            $0.memberStatus = .pending
            $0.checksum = "c"
            $0.hashValue = "h"
            $0.owner = "o"
            $0.hidden = .hidden
            $0.marker = Image.ID("m")
            $0.sort = [SortKey(.name, .ascending), SortKey(.size, .descending)]
        }
        #expect(
            call == "status=eq:active&visibility=all&member_status=pending&checksum=c&os_hash_value=h&owner=o"
                + "&os_hidden=true&sort=name:asc,size:desc,created_at:desc,id:desc&limit=1000&marker=m")
    }

    @Test(arguments: ["limit", "tag", "sort", "name", "size_min", "foo_max", "os_hidden", "metadata", "_x", "values"])
    func `keeps a property to itself that the service would take for something else`(_ name: String) async throws {
        let call = try await call { $0.properties[name] = "1" }
        #expect(call == "sort=created_at:desc,id:desc&limit=1000")
    }

    @Test func `keeps a tag to itself whose blanks the service would strip`() async throws {
        #expect(try await call { $0.tags = [" a"] } == "sort=created_at:desc,id:desc&limit=1000")
    }

    @Test func `keeps characters to itself that a database may choke on`() async throws {
        let call = try await call {
            $0.name = "rocket 🚀"
            $0.tags = ["🚀", "t"]
            $0.properties = ["🚀": "x", "k": "🚀", "p": "q"]
            $0.limit = 3
        }
        #expect(call == "tag=t&p=q&sort=created_at:desc,id:desc&limit=1000")
    }

    @Test func `asks nothing when nothing is wanted`() async throws {
        var query = ImageQuery()
        query.limit = 0
        let bench = Bench([])
        #expect(try await bench.backend.images(matching: query).collect().isEmpty)
    }
}
