import BackendKit
import TestSupport
import Testing
import Transfers

private let data = ImageServer.bytes(3_000_000)

/// Fault class F-N1, in the middle of the data.
struct `F-N1 a download that breaks` {
    @Test(arguments: ImageServer.Cut.allCases.filter { $0 != .reset })
    func `goes on where it stopped, and asks for nothing twice`(_ cut: ImageServer.Cut) async throws {
        let bench = try Bench(try ImageServer(data, [.cut(cut, after: 1_000_000), .cut(cut, after: 500_000)]))
        let outcome = try await bench.download()
        #expect(bench.server.ranges == [nil, "bytes=1000000-", "bytes=1500000-"])
        #expect(outcome.size == 3_000_000 && outcome.received == 3_000_000 && outcome.verifiedBy == "sha512")
        #expect(bench.clock.slept.count == 2)
        #expect(bench.notes.all.count == 2 && bench.notes.all[0].contains("going on in 1 s (2 of 5)"))
        try bench.expectComplete()
    }

    @Test func `by a reset goes on with what came before it`() async throws {
        let bench = try Bench(try ImageServer(data, [.cut(.reset, after: 1_000_000)]))
        try await bench.download()
        #expect(bench.server.ranges.count == 2)
        try bench.expectComplete()
    }

    @Test func `by silence goes on`() async throws {
        let bench = try Bench(try ImageServer(data, [.stalled(after: 1_000_000)]), stallLimit: .seconds(1))
        try await bench.download()
        #expect(bench.server.ranges == [nil, "bytes=1000000-"])
        try bench.expectComplete()
    }

    @Test func `gets its tries again whenever it got far`() async throws {
        let big = ImageServer.bytes(17 << 20)
        let small = [ImageServer.Answer](repeating: .cut(.length, after: 10), count: 4)
        let bench = try Bench(try ImageServer(big, small + [.cut(.length, after: 16 << 20)] + small.dropLast()))
        try await bench.download()
        #expect(bench.server.dataRequests.count == 9)
        try bench.expectComplete()
    }

    @Test func `again and again is given up, and kept for later`() async throws {
        let answers =
            [ImageServer.Answer.cut(.length, after: 700_000)] + Array(repeating: .cut(.length, after: 0), count: 4)
        let bench = try Bench(try ImageServer(data, answers))
        let error = await expectError(.network) { try await bench.download() }
        #expect(bench.server.dataRequests.count == 5)
        #expect(bench.clock.slept == [.seconds(1), .seconds(2), .seconds(4), .seconds(8)])
        #expect(error?.message.contains("683.6 KiB of 2.9 MiB are kept for '\(bench.target)'") == true)
        let left = try bench.journal.unfinishedDownloads()
        #expect(left.map(\.count) == [700_000] && left.map(\.state) == [.kept])
        #expect(error?.hint == "transfer resume \(left[0].entry.id)")
        #expect(try bench.names().count == 1 && !bench.directory.exists("out"))

        let outcome = try await bench.download()
        #expect(bench.server.ranges.last == "bytes=700000-")
        #expect(outcome.received == 2_300_000)
        try bench.expectComplete()
    }

    @Test func `at one place for ever is given up where every try begins anew`() async throws {
        let big = ImageServer.bytes(18 << 20)
        // A store that cannot read at an offset, behind a proxy that lets no more than so many bytes through.
        let cut = ImageServer.Answer.custom { connection, _ in
            try connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(big.count)\r\n\r\n")
            try connection.write(Array(big.prefix(17 << 20)))
            throw ConnectionClosed()
        }
        let bench = try Bench(try ImageServer(big, Array(repeating: cut, count: 12)))
        let error = await expectError(.network) { try await bench.download() }
        #expect(bench.server.dataRequests.count == 5)
        #expect(error?.message.contains("17.0 MiB of 18.0 MiB are kept") == true, "\(error?.message ?? "")")
    }

    @Test func `by silence for ever is given up, however long each takes`() async throws {
        let server = try ImageServer(data)
        let bench = try Bench(server)
        let clock = bench.clock
        let silent = ImageServer.Answer.custom { connection, _ in
            try connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(data.count)\r\n\r\n")
            clock.advance(.seconds(61))
            throw ConnectionClosed()
        }
        server.answer(Array(repeating: silent, count: 12))
        await expectError(.network) { try await bench.download() }
        #expect(server.dataRequests.count == 5)
        try bench.expectNothing()
    }

    @Test func `is given up at once when nobody wants another try`() async throws {
        let bench = try Bench(try ImageServer(data, [.cut(.length, after: 10)]))
        await expectError(.network) { try await bench.download { $0.repeats = false } }
        #expect(bench.server.dataRequests.count == 1)
    }

    @Test func `leaves nothing behind when nothing had come`() async throws {
        let bench = try Bench(try ImageServer(data, Array(repeating: .cut(.length, after: 0), count: 5)))
        let error = await expectError(.network) { try await bench.download() }
        #expect(error?.message.contains("nothing was written") == true)
        try bench.expectNothing()
    }

    @Test func `does not go on with an image that is gone`() async throws {
        let server = try ImageServer(data)
        server.answer([
            .custom { connection, _ in
                server.removeImage()
                try connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(data.count)\r\n\r\n")
                try connection.write(Array(data.prefix(1000)))
                throw ConnectionClosed()
            }
        ])
        let bench = try Bench(server)
        await expectError(.notFound) { try await bench.download() }
        try bench.expectNothing()
    }

    @Test func `does not go on with an image that changed meanwhile`() async throws {
        let server = try ImageServer(data)
        server.answer([
            .custom { connection, _ in
                server.record = ImageServer.record(of: ImageServer.bytes(3_000_000, seed: 2))
                try connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(data.count)\r\n\r\n")
                try connection.write(Array(data.prefix(1000)))
                throw ConnectionClosed()
            }
        ])
        let bench = try Bench(server)
        await expectError(.integrity) { try await bench.download() }
        try bench.expectNothing()
    }
}

/// Fault class F-N1, where the answer to a range is not what was asked for.
struct `F-N1 a range` {
    private func resumed(
        _ answers: [ImageServer.Answer], after count: Int = 1_000_000
    ) async throws -> (Bench, Download.Outcome) {
        let bench = try Bench(try ImageServer(data, [.cut(.length, after: count)] + answers))
        return (bench, try await bench.download())
    }

    @Test func `that the server ignores makes the transfer start again with that answer`() async throws {
        let (bench, outcome) = try await resumed([.whole])
        #expect(bench.server.ranges == [nil, "bytes=1000000-"])
        #expect(outcome.received == 4_000_000)
        try bench.expectComplete()
    }

    @Test(arguments: [400, 416])
    func `that is refused makes the transfer start again`(_ status: Int) async throws {
        let (bench, _) = try await resumed([.status(status)])
        #expect(bench.server.ranges == [nil, "bytes=1000000-", nil])
        try bench.expectComplete()
    }

    @Test(arguments: [
        "bytes 0-2999999/3000000", "bytes 1000001-2999999/3000000", "bytes 1000000-2999998/3000000",
        "bytes 1000000-2999999/3000001", "nonsense", "",
    ])
    func `that is another one makes the transfer start again`(_ range: String) async throws {
        let (bench, _) = try await resumed([
            .custom { connection, _ in
                try connection.answer(206, [("Content-Range", range)], Array(data.suffix(2_000_000)))
            }
        ])
        #expect(bench.server.ranges == [nil, "bytes=1000000-", nil])
        try bench.expectComplete()
    }

    @Test func `of other data by its checksum makes the transfer start again`() async throws {
        let (bench, _) = try await resumed([
            .custom { connection, _ in
                try connection.answer(
                    206,
                    [
                        ("Content-Range", "bytes 1000000-2999999/3000000"),
                        ("Content-MD5", "00000000000000000000000000000000"),
                    ], Array(data.suffix(2_000_000)))
            }
        ])
        #expect(bench.server.ranges == [nil, "bytes=1000000-", nil])
        try bench.expectComplete()
    }

    @Test func `with more bytes than it announced makes the transfer start again`() async throws {
        let (bench, _) = try await resumed([
            .custom { connection, _ in
                try connection.write(
                    "HTTP/1.1 206 x\r\nContent-Range: bytes 1000000-2999999/3000000\r\nConnection: close\r\n\r\n")
                try connection.write(Array(data.suffix(2_000_000)) + [1, 2, 3])
                throw ConnectionClosed()
            }
        ])
        #expect(bench.server.ranges == [nil, "bytes=1000000-", nil])
        try bench.expectComplete()
    }

    @Test func `that leads elsewhere ends the transfer, and what is there is kept`() async throws {
        let away = ImageServer.Answer.status(302, [("Location", "http://login.example/")])
        let bench = try Bench(try ImageServer(data, [.cut(.length, after: 1_000_000), away]))
        await expectError(.protocol) { try await bench.download() }
        #expect(try bench.journal.unfinishedDownloads().map(\.count) == [1_000_000])
        let outcome = try await bench.download()
        #expect(bench.server.ranges == [nil, "bytes=1000000-", "bytes=1000000-"])
        #expect(outcome.received == 2_000_000)
        try bench.expectComplete()
    }

    @Test func `that does not fit makes the transfer start again, once`() async throws {
        let wrong = ImageServer.Answer.custom { connection, _ in
            try connection.answer(
                206, [("Content-Range", "bytes 1000000-2999999/3000000")], [UInt8](repeating: 0, count: 2_000_000))
        }
        let (bench, _) = try await resumed([wrong])
        #expect(bench.server.ranges == [nil, "bytes=1000000-", nil])
        #expect(bench.notes.all.contains { $0.contains("sha512 differs") && $0.contains("starts again") })
        try bench.expectComplete()

        let again = try Bench(
            try ImageServer(data, [.cut(.length, after: 1_000_000), wrong, .cut(.length, after: 1_000_000), wrong]))
        await expectError(.integrity) { try await again.download() }
        try again.expectNothing()
    }
}
