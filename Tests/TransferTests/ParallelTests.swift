import BackendKit
import TestSupport
import Testing
import Transfers

/// Five stretches of 8 MiB, the last one shorter.
private let data = ImageServer.bytes(37 << 20)
private let stretches = [0..<8, 8..<16, 16..<24, 24..<32, 32..<37].map { $0.lowerBound << 20..<$0.upperBound << 20 }
private let ranges = stretches.map { "bytes=\($0.lowerBound)-\($0.upperBound - 1)" }

struct `a download over several connections` {
    @Test func `asks for every byte once, and verifies the whole`() async throws {
        let bench = try Bench(try ImageServer(data))
        let outcome = try await bench.download { $0.connections = 4 }
        #expect(Set(bench.server.ranges) == Set(ranges) && bench.server.ranges.count == ranges.count)
        #expect(outcome.received == Int64(data.count) && outcome.verifiedBy == "sha512")
        try bench.expectComplete()
    }

    @Test func `uses them at the same time`() async throws {
        let (second, third) = (Gate(), Gate())
        let bench = try Bench(
            try ImageServer(data, [.asked, .held(after: 0, second), .held(after: 0, third)]))
        let server = bench.server
        let opening = Task {
            // Neither is answered before both were asked for.
            while server.dataRequests.count < 3 { await Task.yield() }
            third.open()
            second.open()
        }
        try await bench.download { $0.connections = 2 }
        await opening.value
        try bench.expectComplete()
    }

    @Test func `asks for less at a time under a limit, so that the file grows every few seconds`() async throws {
        let bench = try Bench(try ImageServer(data))
        let limit = RateLimit(bytesPerSecond: 4 << 20, clock: bench.clock.pace)
        try await bench.download {
            $0.connections = 2
            $0.limit = limit
        }
        let starts = stride(from: 0, to: data.count, by: 4 << 20)
        let wanted = starts.map { "bytes=\($0)-\(min($0 + 4 << 20, data.count) - 1)" }
        #expect(bench.server.ranges.compactMap { $0 }.sorted() == wanted.sorted())
        try bench.expectComplete()
    }

    @Test func `takes one connection for less than is worth it`() async throws {
        let bench = try Bench(try ImageServer(Array(data.prefix(1 << 20))))
        try await bench.download { $0.connections = 4 }
        #expect(bench.server.ranges == [nil])
        try bench.expectComplete()
    }

    @Test func `takes one where nothing is read at an offset`() async throws {
        let bench = try Bench(try ImageServer(data, [.whole, .whole]))
        try await bench.download { $0.connections = 4 }
        #expect(bench.server.ranges == [ranges[0], nil])
        try bench.expectComplete()
    }

    @Test func `goes on over one after what came, where only some nodes read at an offset`() async throws {
        let bench = try Bench(try ImageServer(data, [.asked, .asked, .whole]))
        let outcome = try await bench.download { $0.connections = 2 }
        #expect(outcome.received == Int64(data.count))
        #expect(bench.notes.all.isEmpty, "\(bench.notes.all)")
        // To the end, from one of the places between the stretches.
        let rests = stretches.dropFirst().map { "bytes=\($0.lowerBound)-" }
        #expect(bench.server.ranges.count { $0.map(rests.contains) ?? false } == 1, "\(bench.server.ranges)")
        try bench.expectComplete()
    }

    @Test func `goes on after a break in any of them`() async throws {
        let bench = try Bench(try ImageServer(data, [.asked, .asked, .cut(.length, after: 1_000_000)]))
        try await bench.download { $0.connections = 2 }
        #expect(bench.notes.all.contains { $0.contains("going on in") })
        try bench.expectComplete()
    }

    @Test func `goes on over one where each breaks before its stretch is there`() async throws {
        let cut = ImageServer.Answer.cut(.length, after: 6_000_000)
        let bench = try Bench(try ImageServer(data, [cut, cut, cut]))
        try await bench.download { $0.connections = 4 }
        #expect(bench.server.ranges == [ranges[0], ranges[0], nil, "bytes=6000000-"])
        try bench.expectComplete()
    }

    @Test func `starts again over one when the whole is wrong`() async throws {
        let bench = try Bench(try ImageServer(data, [.asked, .damaged]))
        try await bench.download { $0.connections = 2 }
        #expect(bench.notes.all.contains { $0.contains("starts again from its beginning") })
        #expect(bench.server.ranges.last == .some(nil))
        try bench.expectComplete()
    }

    @Test func `leaves nothing when the image is not what its hash says`() async throws {
        let bench = try Bench(try ImageServer(data, [.asked, .damaged, .asked, .asked, .asked, .damaged]))
        let error = await expectError(.integrity) { try await bench.download { $0.connections = 4 } }
        #expect(error?.message.contains("sha512 differs") == true)
        try bench.expectNothing()
    }
}
