import BackendKit
import FileIO
import TestSupport
import Testing
import Transfers

private let data = ImageServer.bytes(300_000)

/// Fault class F-N1, where a whole answer is wrong.
struct `F-N1 an answer` {
    private func refused(
        _ code: ImageError.Code, requests: Int, _ answers: [ImageServer.Answer],
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let bench = try Bench(try ImageServer(data, answers))
        let old = try bench.directory.write("old", "precious")
        await expectError(code, sourceLocation: sourceLocation) { try await bench.download(replacing: true, to: old) }
        #expect(bench.server.dataRequests.count == requests, sourceLocation: sourceLocation)
        #expect(try bench.directory.read("old") == Array("precious".utf8), sourceLocation: sourceLocation)
        #expect(try bench.names() == ["old"], sourceLocation: sourceLocation)
        #expect(try bench.journal.unfinishedDownloads().isEmpty, sourceLocation: sourceLocation)
    }

    private func body(_ bytes: [UInt8], _ head: String = "") -> ImageServer.Answer {
        .custom { connection, _ in
            try connection.write("HTTP/1.1 200 OK\r\n\(head)Connection: close\r\n\r\n")
            try connection.write(bytes)
            throw ConnectionClosed()
        }
    }

    @Test func `of other bytes is refused, and not asked for again`() async throws {
        try await refused(.integrity, requests: 1, [body(Array(data.reversed()))])
    }

    @Test func `with more bytes than promised is stopped`() async throws {
        try await refused(.integrity, requests: 1, [body(data + [0])])
    }

    @Test(arguments: [299_999, 300_001, 0])
    func `of another length is refused before its first byte`(_ count: Int) async throws {
        try await refused(
            .integrity, requests: 1,
            [.custom { connection, _ in try connection.answer(200, [], [UInt8](repeating: 0, count: count)) }])
    }

    @Test func `without data where there must be some is refused`() async throws {
        try await refused(
            .integrity, requests: 1, [.custom { connection, _ in try connection.write("HTTP/1.1 204 x\r\n\r\n") }])
    }

    @Test func `that is encoded is refused`() async throws {
        try await refused(.protocol, requests: 1, [body(data, "Content-Encoding: gzip\r\n")])
    }

    @Test func `with two lengths is refused`() async throws {
        try await refused(
            .protocol, requests: 1, [body(data, "Content-Length: 300000\r\nContent-Length: 20\r\n")])
    }

    @Test func `that is an error is never data, whatever it says it is`() async throws {
        let busy = ImageServer.Answer.status(
            503, [("Content-Type", "application/octet-stream")], "<html><h1>503</h1>no server</html>")
        try await refused(.network, requests: 5, Array(repeating: busy, count: 5))
        let broken = ImageServer.Answer.status(500, [], String(repeating: "x", count: 300_000))
        try await refused(.network, requests: 3, Array(repeating: broken, count: 3))
        try await refused(.notFound, requests: 1, [.status(404)])
        try await refused(.forbidden, requests: 1, [.status(403)])
    }

    @Test func `that leads elsewhere is not followed, and nobody gets the token`() async throws {
        let other = try ScriptedServer { connection in
            _ = try connection.readRequest()
            try connection.answer(200, [], data)
        }
        for status in [301, 302, 303, 307, 308] {
            try await refused(.protocol, requests: 1, [.status(status, [("Location", other.address + "/x")])])
        }
        #expect(other.connections == 0)
    }

    @Test func `that comes after busy ones is taken`() async throws {
        let busy = ImageServer.Answer.status(503, [("Retry-After", "3")])
        let bench = try Bench(try ImageServer(data, [busy, busy, .asked]))
        try await bench.download()
        #expect(bench.clock.slept == [.seconds(3), .seconds(3)])
        try bench.expectComplete()
    }
}

struct `a record` {
    @Test func `with a hash nobody knows is refused before any data`() async throws {
        let bench = try Bench(try ImageServer(data))
        bench.server.record = bench.server.record.replacing("\"sha512\"", with: "\"blake2b\"")
        await expectError(.integrity) { try await bench.download() }
        #expect(bench.server.dataRequests.isEmpty)
        try bench.expectNothing()
    }

    private func hashless(_ keepsChecksum: Bool = false) throws -> Bench {
        let bench = try Bench(try ImageServer(data))
        for field in ["os_hash_algo", "os_hash_value"] + (keepsChecksum ? [] : ["checksum"]) {
            bench.server.record = bench.server.record.replacing("\"\(field)\"", with: "\"no_\(field)\"")
        }
        return bench
    }

    @Test func `with nothing but an MD5 is verified by that`() async throws {
        let bench = try hashless(true)
        #expect(try await bench.download().verifiedBy == "md5")
        let other = try hashless(true)
        other.server.answer([.custom { connection, _ in try connection.answer(200, [], Array(data.reversed())) }])
        await expectError(.integrity) { try await other.download() }
        try other.expectNothing()
    }

    @Test func `without a hash makes a file of which it is said that nothing verified it`() async throws {
        let bench = try hashless()
        #expect(try await bench.download().verifiedBy == nil)
        #expect(bench.warnings.all.contains { $0.contains("size checked, data not verified") })
        try bench.expectComplete()
        let strict = try hashless()
        await expectError(.integrity) { try await strict.download { $0.hashRequired = true } }
        #expect(strict.server.dataRequests.isEmpty)
    }

    @Test func `without a size and a hash is not said to have the right size`() async throws {
        let bench = try hashless()
        bench.server.record = bench.server.record.replacing("\"size\"", with: "\"no_size\"")
        bench.server.answer([
            .custom { connection, _ in
                try connection.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
                try connection.write(Array(data.prefix(1000)))
                throw ConnectionClosed()
            }
        ])
        #expect(try await bench.download().size == 1000)
        #expect(bench.warnings.all.contains { $0.contains("it may be cut off") }, "\(bench.warnings.all)")
        #expect(!bench.warnings.all.contains { $0.contains("size checked") })
    }

    @Test func `without a hash is verified by the MD5 of the answer`() async throws {
        let bench = try hashless()
        bench.server.answer([
            .custom { connection, _ in
                try connection.answer(200, [("Content-MD5", String(repeating: "0", count: 32))], data)
            }
        ])
        await expectError(.integrity) { try await bench.download() }
        try bench.expectNothing()
    }

    @Test(arguments: ["queued", "saving", "importing", "killed", "pending_delete"])
    func `without data is refused before any request for it`(_ status: String) async throws {
        let bench = try Bench(try ImageServer(data))
        bench.server.record = ImageServer.record(of: data, status: status)
        await expectError(.conflict) { try await bench.download() }
        #expect(bench.server.dataRequests.isEmpty)
        try bench.expectNothing()
    }

    @Test func `of an empty image makes an empty file`() async throws {
        let bench = try Bench(try ImageServer([]))
        try await bench.download()
        try bench.expectComplete()
    }
}
