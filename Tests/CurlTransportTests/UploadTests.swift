import BackendKit
import CurlTransport
import Foundation
import HTTPTransport
import TestSupport
import Testing

struct `a body on its way out` {
    static let data = (0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 &* 13 &+ ($0 >> 7)) }

    private func put(_ server: ScriptedServer, _ stream: ByteStream) throws -> HTTPRequest {
        HTTPRequest(
            .put, try server.url(), headers: ["Content-Type": "application/octet-stream"], body: .stream(stream),
            kind: .data)
    }

    /// A stream without a length, or with one it does not keep.
    private static func stream(says length: Int64?, _ bytes: [UInt8] = data) -> ByteStream {
        let honest = ByteStream(bytes, chunk: 300_000)
        return ByteStream(length: length, canRestart: true) { try honest.open() }
    }

    @Test(arguments: [true, false])
    func `arrives whole, with its length when that is known`(_ knowsLength: Bool) async throws {
        let server = try ScriptedServer { connection in
            _ = try connection.readRequest()
            try connection.answer(204)
        }
        let stream = Self.stream(says: knowsLength ? Int64(Self.data.count) : nil)
        let answer = try await CurlTransport(options: options()).answer(to: put(server, stream))
        #expect(answer.status == 204)
        let sent = try #require(server.requests.first)
        #expect(sent.body == Self.data)
        #expect(sent["Content-Length"] == (knowsLength ? String(Self.data.count) : nil))
        #expect(sent["Transfer-Encoding"] == (knowsLength ? nil : "chunked"))
        #expect(sent["Expect"] == "100-continue" && sent.all("Content-Type") == ["application/octet-stream"])
    }

    @Test func `is sent at once where nobody can be asked for leave`() async throws {
        let server = try ScriptedServer { connection in
            _ = try connection.readRequest()
            try connection.answer(204)
        }
        var request = try put(server, ByteStream(Self.data))
        request.asksFirst = false
        #expect(try await CurlTransport(options: options()).answer(to: request).status == 204)
        let sent = try #require(server.requests.first)
        #expect(sent["Expect"] == nil && sent.body == Self.data)
    }

    @Test func `may be empty`() async throws {
        let server = try ScriptedServer { connection in
            _ = try connection.readRequest()
            try connection.answer(204)
        }
        #expect(try await CurlTransport(options: options()).answer(to: put(server, ByteStream([]))).status == 204)
        #expect(server.requests.first?["Content-Length"] == "0")
    }

    @Test(arguments: [-1000, 1000] as [Int64])
    func `is given up before its end when it has not the length it said`(_ difference: Int64) async throws {
        let received = Gate()
        let server = try ScriptedServer { connection in
            _ = try? connection.readRequest()
            received.open()
        }
        let stream = Self.stream(says: Int64(Self.data.count) + difference)
        let error = await #expect(throws: ImageError.self) {
            try await CurlTransport(options: options()).answer(to: put(server, stream))
        }
        #expect(error?.code == .integrity)
        #expect(await received.waitAsync())
        #expect(server.requests.isEmpty, "the server took the body for complete")
    }

    @Test func `passes on what breaks its source`() async throws {
        let server = try ScriptedServer { connection in _ = try connection.readRequest() }
        let broken = ByteStream(length: 1000, canRestart: false) { throw ImageError(.local, "gone") }
        let error = await #expect(throws: ImageError.self) {
            try await CurlTransport(options: options()).answer(to: put(server, broken))
        }
        #expect(error == ImageError(.local, "gone"))
    }

    @Test(arguments: [401, 409, 413, 503])
    func `is not sent when the server refuses it first`(_ status: Int) async throws {
        let server = try ScriptedServer { connection in
            _ = try connection.readHead()
            try connection.answer(status, [], "no")
            connection.waitForClose()
        }
        let counter = SentBytes()
        let stream = Self.stream(says: Int64(Self.data.count)).metered { counter.add($0) }
        let answer = try await CurlTransport(options: options()).answer(to: put(server, stream))
        #expect(answer.status == status && answer.body == Array("no".utf8))
        #expect(counter.count < Self.data.count)
    }

    @Test func `stops when the server refuses it in the middle`() async throws {
        let server = try ScriptedServer { connection in
            _ = try connection.readHead()
            try connection.write("HTTP/1.1 100 Continue\r\n\r\n")
            _ = try connection.read(100_000)
            try connection.answer(413, [("Connection", "close")], "too much")
            connection.waitForClose()
        }
        let counter = SentBytes()
        let big = [UInt8](repeating: 1, count: 64 << 20)
        let stream = Self.stream(says: Int64(big.count), big).metered { counter.add($0) }
        let answer = try await CurlTransport(options: options()).answer(to: put(server, stream))
        #expect(answer.status == 413 && answer.body == Array("too much".utf8))
        #expect(counter.count < big.count)
    }

    @Test func `breaks with the connection, and says that the server may have acted`() async throws {
        let server = try ScriptedServer { connection in
            _ = try connection.readHead()
            try connection.write("HTTP/1.1 100 Continue\r\n\r\n")
            _ = try connection.read(100_000)
            connection.reset()
        }
        let failure = await #expect(throws: TransportFailure.self) {
            try await CurlTransport(options: options()).answer(
                to: put(server, Self.stream(says: Int64(Self.data.count))))
        }
        #expect(failure?.error.code == .network && failure?.mayHaveActed == true, "\(String(describing: failure))")
    }

    @Test func `ends when its task is cancelled while the source waits`() async throws {
        let (begun, ended) = (Gate(), Gate())
        let server = try ScriptedServer { connection in
            _ = try connection.readHead()
            try connection.write("HTTP/1.1 100 Continue\r\n\r\n")
            begun.open()
            connection.waitForClose()
            ended.open()
        }
        let waiting = ByteStream(length: nil, canRestart: false) { WaitingReader() }
        let task = Task { try await CurlTransport(options: options()).answer(to: put(server, waiting)) }
        #expect(await begun.waitAsync())
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(await ended.waitAsync(), "the connection stayed open")
    }
}

/// A source that never gives anything.
private final class WaitingReader: ByteStream.Reader {
    func next() async throws -> [UInt8]? {
        while true { try await Task.sleep(for: .seconds(1)) }
    }
}
