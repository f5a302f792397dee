import BackendKit
import HTTPTransport
import NovaBackend
import TestSupport
import Testing

struct `listing images by Nova` {
    private static func ids(_ count: Int, from first: Int = 0) -> [String] {
        (first..<first + count).map { number in
            let digits = String(number)
            return "00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
        }
    }

    private static func records(_ ids: [String]) -> [String] { ids.map { Bench.record($0) } }

    private static func list(_ bench: Bench, _ change: (inout ImageQuery) -> Void = { _ in }) async throws -> [String] {
        var query = ImageQuery()
        change(&query)
        let found = try await bench.backend.images(matching: query).collect().map(\.id.rawValue)
        bench.expectDone()
        return found
    }

    @Test func `goes on after the last image until a page is short`() async throws {
        let bench = try Bench()
        let ids = Self.ids(5)
        bench.expect(.get, "/images/detail?limit=2", 200, Bench.list(Self.records(Array(ids[..<2]))))
        bench.expect(.get, "/images/detail?limit=2&marker=\(ids[1])", 200, Bench.list(Self.records(Array(ids[2..<4]))))
        bench.expect(.get, "/images/detail?limit=2&marker=\(ids[3])", 200, Bench.list(Self.records([ids[4]])))
        #expect(try await Self.list(bench) { $0.pageSize = 2 } == ids)
    }

    @Test func `says that no Nova answers where nobody knows the list`() async throws {
        let bench = try Bench()
        bench.expect(.get, "/images/detail?limit=1000", 404)
        let error = await expectError(.protocol) { try await Self.list(bench) }
        #expect(error?.message == "listing images failed: no compute service (Nova v2.1) answers at \(Bench.root)")
        #expect(error?.hint?.contains("OS_COMPUTE_ENDPOINT_OVERRIDE") == true)
    }

    @Test func `takes a link to more for a sign, and never goes to it`() async throws {
        let bench = try Bench()
        let ids = Self.ids(3)
        let next = "https://elsewhere.test/v2.1/images/detail?marker=evil"
        bench.expect(.get, "/images/detail?limit=1000", 200, Bench.list(Self.records(Array(ids[..<2])), next: next))
        bench.expect(.get, "/images/detail?limit=1000&marker=\(ids[1])", 200, Bench.list(Self.records([ids[2]])))
        #expect(try await Self.list(bench) == ids)
    }

    @Test func `finds out a service that gives one page for ever`() async throws {
        let bench = try Bench()
        let page = Bench.list(Self.records(Self.ids(2)))
        bench.expect(.get, "/images/detail?limit=2", 200, page)
        bench.expect(.get, "/images/detail?limit=2&marker=\(Self.ids(2)[1])", 200, page)
        let error = await expectError(.protocol) { try await Self.list(bench) { $0.pageSize = 2 } }
        #expect(error?.message.contains("the same page again") == true)
        bench.expectDone()
    }

    @Test func `begins again when the image it stands at is deleted, and gives none twice`() async throws {
        let bench = try Bench()
        let ids = Self.ids(3)
        bench.expect(.get, "/images/detail?limit=2", 200, Bench.list(Self.records(Array(ids[..<2]))))
        let fault = Bench.fault("badRequest", 400, "marker [\(ids[1])] not found")
        bench.expect(.get, "/images/detail?limit=2&marker=\(ids[1])", 400, fault)
        bench.expect(.get, "/images/detail?limit=2", 200, Bench.list(Self.records([ids[0], ids[2]])))
        bench.expect(.get, "/images/detail?limit=2&marker=\(ids[2])", 200, Bench.list([]))
        #expect(try await Self.list(bench) { $0.pageSize = 2 } == ids)
    }

    @Test func `asks for no more than the limit, and for no more than 1000`() async throws {
        let bench = try Bench()
        bench.expect(.get, "/images/detail?limit=3", 200, Bench.list(Self.records(Self.ids(3))))
        #expect(try await Self.list(bench) { $0.limit = 3 } == Self.ids(3))
        bench.expect(.get, "/images/detail?limit=1000", 200, Bench.list([]))
        #expect(try await Self.list(bench) { $0.pageSize = 5000 } == [])
    }

    @Test func `lets Nova filter by what it filters rightly`() async throws {
        let bench = try Bench()
        bench.expect(
            .get,
            "/images/detail?name=a%20%22b%22&status=ACTIVE&changes-since=2026-01-31T10%3A00%3A00Z"
                + "&server=\(Bench.other)&type=snapshot&limit=1000", 200, Bench.list([]))
        let found = try await Self.list(bench) { query in
            query.name = "a \"b\""
            query.status = .active
            query.changedSince = Timestamp(text: "2026-01-31T10:00:00Z")
            query.properties = ["instance_uuid": Bench.other, "image_type": "snapshot"]
        }
        #expect(found == [])
    }

    @Test(arguments: ["in:a", "a:b", "日本\u{1F5A5}"])
    func `compares a name that Nova would misread`(_ name: String) async throws {
        let bench = try Bench()
        let ids = Self.ids(2)
        bench.expect(
            .get, "/images/detail?limit=1000", 200,
            Bench.list([Bench.record(ids[0], name: name), Bench.record(ids[1], name: "b")]))
        #expect(try await Self.list(bench) { $0.name = name } == [ids[0]])
    }

    @Test func `takes names for equal by their bytes alone`() async throws {
        let bench = try Bench()
        let ids = Self.ids(3)
        let names = ["caf\u{e9}", "cafe\u{301}", "CAF\u{c9}"]
        bench.expect(
            .get, "/images/detail?name=caf%C3%A9&limit=1000", 200,
            Bench.list(zip(ids, names).map { Bench.record($0, name: $1) }))
        #expect(try await Self.list(bench) { $0.name = names[0] } == [ids[0]])
    }

    @Test func `filters by itself where Nova filters wrongly`() async throws {
        let bench = try Bench()
        let ids = Self.ids(3)
        let records = [
            Bench.record(ids[0], metadata: #""os_type": "linux""#, more: #""minDisk": 5, "minRam": 64"#),
            Bench.record(ids[1], metadata: #""s_type": "linux""#, more: #""minDisk": 4, "minRam": 64"#),
            Bench.record(ids[2], status: "SAVING"),
        ]
        for (change, wanted) in [
            ({ $0.properties = ["os_type": "linux"] }, [ids[0]]), ({ $0.minDisk = 5 }, [ids[0]]),
            ({ $0.minDisk = 4 }, [ids[0], ids[1]]), ({ $0.minRAM = 63 }, [ids[0], ids[1]]),
            ({ $0.status = .saving }, [ids[2]]), ({ $0.idPrefix = "00000000" }, ids),
        ] as [((inout ImageQuery) -> Void, [String])] {
            bench.expect(.get, "/images/detail?limit=1000", 200, Bench.list(records))
            #expect(try await Self.list(bench, change) == wanted)
        }
    }

    @Test func `shows a row nobody can read as one, and warns`() async throws {
        let bench = try Bench()
        bench.expect(.get, "/images/detail?limit=1000", 200, Bench.list([Bench.record(), #"{"id": "odd"}"#]))
        #expect(try await Self.list(bench) == [Bench.id, "odd"])
        #expect(bench.warnings == ["image odd of the list is unreadable: it has no status"])
    }

    @Test func `says that an address is something else`() async throws {
        let bench = try Bench()
        bench.expect(.get, "/images/detail?limit=1000", 200, #"{"hello": "world"}"#)
        await expectError(.protocol) { try await Self.list(bench) }
    }
}

struct `the order of a list by Nova` {
    private static let names = ["b", "C", "a"]
    private static let ids = ["1", "2", "3"].map { "\($0)1111111-2222-4333-8444-555555555555" }

    private static var records: [String] {
        zip(ids, names).map { Bench.record($0, name: $1) }
    }

    @Test func `is made here when it is not the newest first`() async throws {
        let bench = try Bench()
        bench.expect(.get, "/images/detail?limit=1000", 200, Bench.list(Self.records))
        var query = ImageQuery()
        query.sort = [SortKey(.name, .ascending)]
        query.limit = 2
        #expect(try await bench.backend.images(matching: query).collect().map(\.name) == ["C", "a"])
        bench.expectDone()
    }

    @Test func `begins after the marker, which need not match`() async throws {
        let bench = try Bench()
        bench.expect(.get, "/images/detail?status=ACTIVE&limit=1000", 200, Bench.list(Self.records))
        bench.expect(.get, "/images/\(Bench.id)", 200, Bench.image(Bench.record(name: "aa", status: "SAVING")))
        var query = ImageQuery()
        query.sort = [SortKey(.name, .ascending)]
        query.status = .active
        query.marker = Image.ID(Bench.id)
        #expect(try await bench.backend.images(matching: query).collect().map(\.name) == ["b"])
        bench.expectDone()
    }

    @Test func `has no place for a marker that is not there`() async throws {
        let bench = try Bench()
        var query = ImageQuery()
        query.marker = Image.ID(Bench.id)
        let fault = Bench.fault("badRequest", 400, "No image found with ID")
        bench.expect(.get, "/images/detail?limit=1000&marker=\(Bench.id)", 400, fault)
        await expectError(.usage) { try await bench.backend.images(matching: query).collect() }
        query.sort = [SortKey(.size, .ascending)]
        bench.expect(.get, "/images/detail?limit=1000", 200, Bench.list(Self.records))
        bench.expect(.get, "/images/\(Bench.id)", 404)
        await expectError(.usage) { try await bench.backend.images(matching: query).collect() }
        bench.expectDone()
    }

    private static let untold: [(String, @Sendable (inout ImageQuery) -> Void)] = [
        ("visibility", { $0.visibility = .public }), ("member status", { $0.memberStatus = .pending }),
        ("checksum", { $0.checksum = "x" }), ("hash", { $0.hashValue = "x" }), ("project", { $0.owner = "x" }),
        ("tag", { $0.tags = ["x"] }), ("being hidden", { $0.hidden = .hidden }),
        ("disk_format", { $0.sort = [SortKey(.diskFormat, .ascending)] }),
    ]

    @Test(arguments: untold)
    func `and its filters are refused by name before anything is sent, when Nova does not tell the field`(
        _ name: String, _ change: @Sendable (inout ImageQuery) -> Void
    ) async throws {
        let bench = try Bench()
        var query = ImageQuery()
        change(&query)
        let wanted = query
        let error = await expectError(.unsupported) { try await bench.backend.images(matching: wanted).collect() }
        #expect(error?.message == "the nova backend cannot list images by \(name): Nova does not tell it")
        #expect(error?.hint == "use glance@test")
        #expect(bench.stub.sent.isEmpty)
    }

    @Test func `is refused by a status that Nova does not tell from others`() async throws {
        let bench = try Bench()
        var query = ImageQuery()
        query.status = .queued
        let wanted = query
        await expectError(.unsupported) { try await bench.backend.images(matching: wanted).collect() }
        #expect(bench.stub.sent.isEmpty)
    }
}
