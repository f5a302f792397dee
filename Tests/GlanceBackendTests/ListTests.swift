import BackendKit
import GlanceBackend
import TestSupport
import Testing

struct `a list` {
    private static let order = "sort=created_at:desc,id:desc"

    private func page(_ ids: [String], next: String? = nil) -> ScriptedClient.Answer {
        let images = ids.map { Bench.record($0) }.joined(separator: ",")
        return .json("{\"images\": [\(images)]\(next.map { ", \"next\": \"\($0)\"" } ?? "")}")
    }

    private func list(_ bench: Bench, _ configure: (inout ImageQuery) -> Void = { _ in }) async throws -> [String] {
        var query = ImageQuery()
        configure(&query)
        return try await bench.backend.images(matching: query).collect().map(\.id.rawValue)
    }

    @Test func `follows its own markers, whatever the links say`() async throws {
        let bench = Bench([
            ("GET images?tag=a&tag=b&\(Self.order)&limit=1000", page(["1", "2"], next: "/v2/images?tag=b&marker=9")),
            (
                "GET images?tag=a&tag=b&\(Self.order)&limit=1000&marker=2",
                page(["3"], next: "/prefix/v2/images?marker=8")
            ),
            ("GET images?tag=a&tag=b&\(Self.order)&limit=1000&marker=3", page([])),
        ])
        // The records have no tags: nothing is found, but all pages are read.
        #expect(try await list(bench) { $0.tags = ["a", "b"] }.isEmpty)
        bench.expectDone()
    }

    @Test func `that nobody knows at the address is no Glance's`() async {
        let bench = Bench([("GET images?\(Self.order)&limit=1000", .refused(404))])
        let error = await expectError(.protocol) { try await list(bench) }
        let place = "https://image.example/prefix/v2"
        #expect(error?.message == "listing images failed: no image service (Glance v2) answers at \(place)")
        #expect(error?.details.count == 1 && error?.hint?.contains("OS_IMAGE_ENDPOINT_OVERRIDE") == true)
        let creating = Bench([("POST images", .refused(404))])
        await expectError(.protocol) { try await creating.backend.createImage(ImageDraft(name: "x")) }
        let tasks = Bench([("GET tasks?limit=1000", .refused(404))])
        await expectError(.protocol) { try await tasks.backend.tasks(matching: TaskQuery()).collect() }
    }

    @Test func `takes pages as they come from a real service`() async throws {
        let bench = Bench([
            ("GET images?\(Self.order)&limit=2", try .fixture("list-first-page")),
            (
                "GET images?\(Self.order)&limit=2&marker=e9e72d90-7283-44da-b471-bc94a87bbd5f",
                try .fixture("list-last-page")
            ),
        ])
        let names = try await bench.backend.images(
            matching: {
                var q = ImageQuery(); q.pageSize = 2; return q
            }()
        )
        .collect().map(\.name)
        #expect(names == ["page-0", "page-1", "page-4"])
        bench.expectDone()
    }

    @Test func `fetches no page that nobody asks for`() async throws {
        let bench = Bench([("GET images?\(Self.order)&limit=1000", page(["1", "2"], next: "/v2/images?marker=2"))])
        #expect(try await bench.backend.images(matching: ImageQuery()).first(1).map(\.id.rawValue) == ["1"])
        bench.expectDone()
    }

    @Test func `stops at its limit without another request`() async throws {
        let bench = Bench([("GET images?\(Self.order)&limit=2", page(["1", "2"], next: "/v2/images?marker=2"))])
        #expect(try await list(bench) { $0.limit = 2 } == ["1", "2"])
        bench.expectDone()
    }

    @Test func `gives only names that are the same byte by byte`() async throws {
        let records = ["\u{e9}", "e\u{301}", "É"].enumerated().map {
            Bench.record("\($0.offset)").replacing("\"x\"", with: "\"\($0.element)\"")
        }
        let bench = Bench([
            (
                "GET images?name=eq:\u{e9}&\(Self.order)&limit=1000",
                .json("{\"images\": [\(records.joined(separator: ","))]}")
            )
        ])
        #expect(try await list(bench) { $0.name = "\u{e9}" } == ["0"])
    }

    @Test func `filters itself by what the service cannot`() async throws {
        let bench = Bench([
            (
                "GET images?\(Self.order)&limit=1000",
                .json(
                    "{\"images\": [\(Bench.record("1", more: #""a_min": "5""#)),\(Bench.record("2", more: #""a_min": "6""#))]}"
                )
            )
        ])
        #expect(
            try await list(bench) {
                $0.properties = ["a_min": "6"]
                $0.limit = 1
            } == ["2"])
    }

    @Test func `finds the beginning of an ID on every page`() async throws {
        let bench = Bench([
            ("GET images?\(Self.order)&limit=1000", page(["ab1", "cd2"], next: "/v2/images?marker=cd2")),
            ("GET images?\(Self.order)&limit=1000&marker=cd2", page(["ab3"])),
        ])
        #expect(
            try await list(bench) {
                $0.idPrefix = "ab"
                $0.limit = 5
            } == ["ab1", "ab3"])
    }

    @Test func `merges hidden images and others in order`() async throws {
        func record(_ id: String, _ day: Int) -> String {
            Bench.record(id, more: #""created_at": "2026-01-0\#(day)T00:00:00Z""#)
        }
        let bench = Bench([
            (
                "GET images?\(Self.order)&limit=1000",
                .json(#"{"images": [\#(record("a", 6)), \#(record("b", 3))], "next": "/v2/images?marker=b"}"#)
            ),
            ("GET images?\(Self.order)&limit=1000&marker=b", .json(#"{"images": [\#(record("c", 1))]}"#)),
            (
                "GET images?os_hidden=true&\(Self.order)&limit=1000",
                .json(#"{"images": [\#(record("d", 5)), \#(record("e", 2))]}"#)
            ),
        ])
        #expect(try await list(bench) { $0.hidden = .both } == ["a", "d", "b", "e", "c"])
        bench.expectDone()
    }

    @Test func `has an image once that the service gives as shown and as hidden`() async throws {
        let bench = Bench([
            ("GET images?\(Self.order)&limit=1000", page(["3", "2", "1"])),
            ("GET images?os_hidden=true&\(Self.order)&limit=1000", page(["2", "1"])),
        ])
        #expect(try await list(bench) { $0.hidden = .both } == ["3", "2", "1"])
        bench.expectDone()
    }

    @Test func `shows a row nobody can read, and says so`() async throws {
        let bench = Bench([
            (
                "GET images?\(Self.order)&limit=1000",
                .json(#"{"images": [5, {"id": "bad"}, \#(Bench.record("good"))]}"#)
            )
        ])
        let images = try await bench.backend.images(matching: ImageQuery()).collect()
        #expect(images.map(\.id.rawValue) == ["", "bad", "good"])
        #expect(images.map(\.status.rawValue) == ["unreadable", "unreadable", "queued"])
        #expect(bench.warnings.count == 2)
    }

    @Test func `shows a row nobody can read where it is the only one`() async throws {
        let bench = Bench([("GET images?\(Self.order)&limit=1000", .json(#"{"images": [{"id": "bad"}]}"#))])
        let images = try await bench.backend.images(matching: ImageQuery()).collect()
        #expect(images.map(\.status.rawValue) == ["unreadable"])
        #expect(bench.warnings.count == 1)
    }

    @Test func `of which nobody can read a row is another service's`() async {
        let bench = Bench([
            ("GET images?\(Self.order)&limit=1000", .json(#"{"images": [{"id": "a", "name": "x"}, {"id": "b"}]}"#))
        ])
        let error = await expectError(.protocol) { try await list(bench) }
        #expect(error?.message.hasSuffix("that nobody can read; is it the service?") == true)
        #expect(error?.details == ["of the first: it has no status"] && bench.warnings == [])
    }

    @Test func `can be read twice`() async throws {
        let bench = Bench([
            ("GET images?\(Self.order)&limit=1000", page(["1"])), ("GET images?\(Self.order)&limit=1000", page(["1"])),
        ])
        let pages = bench.backend.images(matching: ImageQuery())
        #expect(try await pages.collect() == pages.collect())
        bench.expectDone()
    }
}
