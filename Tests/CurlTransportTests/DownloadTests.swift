import BackendKit
import CurlTransport
import Foundation
import HTTPTransport
import Synchronization
import TestSupport
import Testing

struct `a body on its way in` {
    static let data = (0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 &* 17 &+ ($0 >> 9)) }

    @Test(arguments: ["length", "chunked", "close"])
    func `arrives as it was sent`(_ framing: String) async throws {
        let server = try ScriptedServer { connection in
            _ = try connection.readRequest()
            switch framing {
            case "length": try connection.answer(200, [], Self.data)
            case "chunked":
                try connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
                for start in stride(from: 0, to: Self.data.count, by: 100_000) {
                    let piece = Self.data[start..<min(start + 100_000, Self.data.count)]
                    try connection.write(
                        Array((String(piece.count, radix: 16) + "\r\n").utf8) + piece + Array("\r\n".utf8))
                }
                try connection.write("0\r\n\r\n")
            default:
                try connection.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
                try connection.write(Self.data)
            }
        }
        let request = HTTPRequest(.get, try server.url(), kind: .data)
        let (length, body) = try await CurlTransport(options: options()).withResponse(to: request) {
            ($0.body.length, try await $0.bytes(limit: 8 << 20))
        }
        #expect(body == Self.data)
        #expect(length == (framing == "length" ? Int64(Self.data.count) : nil))
    }

    @Test(arguments: ["short", "reset", "chunked short"])
    func `that breaks off is an error, after the bytes that came`(_ how: String) async throws {
        let server = try ScriptedServer { connection in
            _ = try connection.readRequest()
            let framing =
                how == "chunked short"
                ? "Transfer-Encoding: chunked\r\n\r\nff000\r\n" : "Content-Length: 9000000\r\n\r\n"
            try connection.write("HTTP/1.1 200 OK\r\n" + framing)
            try connection.write(Array(Self.data[..<500_000]))
            if how == "reset" { connection.reset() }
        }
        let count = Atomic<Int>(0)
        let error = await #expect(throws: ImageError.self) {
            try await CurlTransport(options: options()).withResponse(
                to: HTTPRequest(.get, try server.url(), kind: .data)
            ) {
                let reader = try $0.body.open()
                while let chunk = try await reader.next() { count.add(chunk.count, ordering: .relaxed) }
            }
        }
        #expect(error?.code == .network, "\(String(describing: error))")
        if how != "reset" { #expect(count.load(ordering: .relaxed) == 500_000) }
    }

    @Test func `does not run ahead of its reader`() async throws {
        let sent = SentBytes()
        let server = try ScriptedServer { connection in
            _ = try connection.readRequest()
            try connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n")
            let piece = [UInt8](repeating: 1, count: 65_536)
            while true {
                try connection.write(piece)
                sent.add(piece.count)
            }
        }
        try await CurlTransport(options: options()).withResponse(to: HTTPRequest(.get, try server.url(), kind: .data)) {
            let reader = try $0.body.open()
            var read = 0
            while read < 20_000_000, let chunk = try await reader.next() { read += chunk.count }
            // The reader rests; the server can only fill what is between them.
            var last = -1
            while sent.count != last {
                last = sent.count
                try await Task.sleep(for: .milliseconds(150))
            }
            // The program's share of that is some MiB; the rest is the kernel's socket buffers.
            #expect(last - read < 16_000_000, "\(last - read) bytes ahead")
            while read < 60_000_000, let chunk = try await reader.next() { read += chunk.count }
            #expect(read >= 60_000_000)
        }
    }

    @Test func `ends with the closure that reads it`() async throws {
        let gate = Gate()
        let server = try ScriptedServer { connection in
            _ = try connection.readRequest()
            try connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n")
            let piece = [UInt8](repeating: 1, count: 65_536)
            do { while true { try connection.write(piece) } } catch { gate.open() }
        }
        let first = try await CurlTransport(options: options()).withResponse(
            to: HTTPRequest(.get, try server.url(), kind: .data)
        ) { try await $0.body.open().next()?.first }
        #expect(first == 1)
        #expect(await gate.waitAsync(), "the connection stayed open")
    }

    @Test func `ends when its task is cancelled`() async throws {
        let (begun, ended) = (Gate(), Gate())
        let server = try ScriptedServer { connection in
            _ = try connection.readRequest()
            try connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nx")
            begun.open()
            connection.waitForClose()
            ended.open()
        }
        let task = Task {
            try await CurlTransport(options: options()).answer(to: HTTPRequest(.get, try server.url(), kind: .data))
        }
        #expect(await begun.waitAsync())
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(await ended.waitAsync(), "the connection stayed open")
    }

    @Test func `is decoded when it is a record, and never when it is data`() async throws {
        let server = try ScriptedServer { connection in
            while true {
                let request = try connection.readRequest()
                try connection.answer(200, [], request["Accept-Encoding"] ?? "none")
            }
        }
        let transport = CurlTransport(options: options())
        let record = try await transport.answer(to: HTTPRequest(.get, try server.url()))
        #expect(record.body == Array("gzip".utf8))
        let data = try await transport.answer(to: HTTPRequest(.get, try server.url(), kind: .data))
        #expect(data.body == Array("none".utf8))
    }
}

/// Counts what a server has sent.
final class SentBytes: Sendable {
    private let total = Atomic<Int>(0)
    var count: Int { total.load(ordering: .relaxed) }
    func add(_ count: Int) { total.add(count, ordering: .relaxed) }
}
