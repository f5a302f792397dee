import BackendKit
import CurlTransport
import Foundation
import HTTPTransport
import TestSupport
import Testing

struct `a hostile or broken server` {
    private func fail(_ request: HTTPRequest, _ options: TransportOptions = options()) async -> TransportFailure? {
        await #expect(throws: TransportFailure.self) {
            try await CurlTransport(options: options).answer(to: request)
        }
    }

    @Test(arguments: ["line", "fields", "interim answers"])
    func `cannot send a head without an end`(_ how: String) async throws {
        let server = try ScriptedServer { connection in
            _ = try connection.readRequest()
            if how != "interim answers" { try connection.write("HTTP/1.1 200 OK\r\n") }
            if how == "line" { try connection.write("X-Long: ") }
            let piece =
                switch how {
                case "line": String(repeating: "a", count: 1000)
                case "fields": "X-Many: \(String(repeating: "a", count: 100))\r\n"
                default: "HTTP/1.1 103 Early Hints\r\nX-One: early\r\n\r\n"
                }
            while true { try connection.write(piece) }
        }
        let failure = await fail(HTTPRequest(.get, try server.url()))
        #expect(failure?.error.code == .protocol, "\(String(describing: failure))")
        #expect(failure?.error.message.contains("KiB") == true && failure?.mayHaveActed == true)
    }

    @Test(arguments: ["HTTP/1.1 999 No\r\n\r\n", "HTTP/1.1 000 No\r\n\r\n", "HTTP/1.1 abc No\r\n\r\n", "<html>\n"])
    func `has to answer with a status that exists`(_ head: String) async throws {
        let server = try ScriptedServer { connection in
            _ = try connection.readRequest()
            try connection.write(head)
        }
        let failure = await fail(HTTPRequest(.get, try server.url()))
        #expect(failure?.error.code == .protocol, "\(String(describing: failure))")
    }

    /// 70 MiB of nothing in 70 KiB; packed once more, in some hundred bytes.
    @Test(arguments: ["gzip", "gzip, gzip"])
    func `cannot fill the memory with what it packed`(_ encoding: String) async throws {
        var bomb = try Packer.gzip.pack([UInt8](repeating: 0, count: 70 << 20))
        if encoding != "gzip" { bomb = try Packer.gzip.pack(bomb) }
        let (packed, length) = (bomb, bomb.count)
        let server = try ScriptedServer { connection in
            _ = try connection.readRequest()
            try connection.write(
                "HTTP/1.1 200 OK\r\nContent-Encoding: \(encoding)\r\nContent-Length: \(length)\r\n\r\n")
            try connection.write(packed)
            connection.waitForClose()
        }
        let error = await #expect(throws: ImageError.self) {
            try await CurlTransport(options: options()).withResponse(to: HTTPRequest(.get, try server.url())) {
                try await $0.bytes(limit: 32 << 20)
            }
        }
        #expect(error?.code == .protocol && error?.kind == .longAnswer, "\(String(describing: error))")
    }

    @Test func `cannot go over to another protocol`() async throws {
        let server = try ScriptedServer { connection in
            _ = try connection.readRequest()
            try connection.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n")
            connection.waitForClose()
        }
        let failure = await fail(HTTPRequest(.get, try server.url()))
        #expect(failure?.error.code == .protocol && failure?.error.message.contains("another protocol") == true)
    }

    @Test func `gets a field that looks like a status line as a field`() async throws {
        let server = try ScriptedServer { connection in
            _ = try connection.readRequest()
            try connection.answer(200, [("X-One", "1"), ("HTTP/1.1 500", "no")], "x")
        }
        let answer = try await CurlTransport(options: options()).answer(to: HTTPRequest(.get, try server.url()))
        #expect(answer.status == 200 && answer.headers["X-One"] == "1")
    }

    @Test func `gets no request twice that is not harmless to repeat`() async throws {
        for (method, body) in [
            (HTTPRequest.Method.post, HTTPRequest.Body.bytes([1])), (.patch, .bytes([1])), (.delete, .none),
            (.post, .bytes([])), (.put, .stream(ByteStream([1, 2, 3]))),
        ] {
            let server = try Self.silentTheSecondTime()
            let transport = CurlTransport(options: options())
            _ = try await transport.answer(to: HTTPRequest(.get, try server.url()))
            let failure = await #expect(throws: TransportFailure.self) {
                try await transport.answer(to: HTTPRequest(method, try server.url(), body: body))
            }
            #expect(failure?.error.code == .network && failure?.mayHaveActed == true)
            #expect(server.requests.count == 2, "\(method) was sent \(server.requests.count - 1) times")
        }
    }

    @Test func `may have acted when it took the request on a kept connection and is gone then`() async throws {
        for method in [HTTPRequest.Method.post, .delete] {
            var server: ScriptedServer? = try Self.silentTheSecondTime()
            let url = try #require(server).url()
            let transport = CurlTransport(options: options())
            _ = try await transport.answer(to: HTTPRequest(.get, url))
            #expect(server?.connections == 1)
            // Its listener goes; the connection stays until its second request.
            server = nil
            let body = method == .post ? HTTPRequest.Body.bytes([1]) : .none
            let failure = await #expect(throws: TransportFailure.self) {
                try await transport.answer(to: HTTPRequest(method, url, body: body))
            }
            #expect(failure?.error.code == .network && failure?.mayHaveActed == true, "\(String(describing: failure))")
        }
    }

    @Test func `gets a question again when a kept connection ends without an answer`() async throws {
        let server = try Self.silentTheSecondTime()
        let transport = CurlTransport(options: options())
        for _ in 0..<2 {
            #expect(try await transport.answer(to: HTTPRequest(.get, try server.url())).status == 200)
        }
        #expect(server.requests.count == 3 && server.connections == 2)
    }

    /// Answers the first request of each connection, and closes it after the second.
    private static func silentTheSecondTime() throws -> ScriptedServer {
        try ScriptedServer { connection in
            _ = try connection.readRequest()
            try connection.answer(200, [], "x")
            _ = try connection.readRequest()
        }
    }

    @Test func `sees no line break of ours in a field or an address`() async throws {
        let server = try ScriptedServer { connection in
            while true {
                _ = try connection.readRequest()
                try connection.answer(200)
            }
        }
        var headers: HTTPHeaders = ["X-Name": "a\r\nX-Evil: 1"]
        headers.add("X-Nul", "a\0b")
        headers.add("X-Good", "ä")
        _ = try await CurlTransport(options: options()).answer(
            to: HTTPRequest(.get, try server.url(), headers: headers))
        let sent = try #require(server.requests.first)
        #expect(sent["X-Evil"] == nil && sent["X-Name"] == nil && sent["X-Nul"] == nil && sent["X-Good"] == "ä")
        var url = try server.url()
        url.path = "/a HTTP/1.1\r\nX-Evil: 1"
        let failure = await fail(HTTPRequest(.get, url))
        #expect(failure?.error.code == .usage && failure?.mayHaveActed == false, "\(String(describing: failure))")
        #expect(server.requests.count == 1)
    }
}
