import BackendKit
import CurlTransport
import Foundation
import HTTPTransport
import Synchronization
import TestSupport
import Testing

extension ScriptedServer {
    func url(_ path: String = "/x") throws -> HTTPURL { try HTTPURL(address + path) }
}

struct Answer: Sendable {
    var status: Int
    var headers: HTTPHeaders
    var body: [UInt8]
}

extension CurlTransport {
    func answer(to request: HTTPRequest) async throws -> Answer {
        try await withResponse(to: request) {
            Answer(status: $0.status, headers: $0.headers, body: try await $0.bytes(limit: 64 << 20))
        }
    }
}

func options(_ change: (inout TransportOptions) -> Void = { _ in }) -> TransportOptions {
    var options = TransportOptions()
    change(&options)
    return options
}

struct `an exchange` {
    @Test func `sends what it was told and gives back what came`() async throws {
        let server = try ScriptedServer { connection in
            _ = try connection.readRequest()
            try connection.answer(201, [("X-One", "a"), ("X-One", "b"), ("X-Empty", "")], "hello")
        }
        let transport = CurlTransport(options: options { $0.userAgent = "imgsh/test" })
        var request = HTTPRequest(.post, try server.url("/a%20b?x=1&y=%26"), body: .bytes(Array("{}".utf8)))
        request.headers = ["X-Auth-Token": "secret", "Content-Type": "application/json"]
        let answer = try await transport.answer(to: request)
        #expect(answer.status == 201)
        #expect(answer.headers.all("x-one") == ["a", "b"])
        #expect(answer.headers["x-empty"] == "")
        #expect(answer.body == Array("hello".utf8))
        let sent = try #require(server.requests.first)
        #expect(sent.method == "POST" && sent.target == "/a%20b?x=1&y=%26" && sent.body == Array("{}".utf8))
        #expect(sent["X-Auth-Token"] == "secret" && sent["User-Agent"] == "imgsh/test")
        #expect(sent.all("Content-Type") == ["application/json"] && sent["Expect"] == nil)
        await transport.close()
    }

    @Test(arguments: [HTTPRequest.Method.get, .put, .patch, .delete, .post, .head])
    func `has no body when it was given none`(_ method: HTTPRequest.Method) async throws {
        let server = try ScriptedServer { connection in
            _ = try connection.readHead()
            try connection.write("HTTP/1.1 204 No Content\r\n\r\n")
        }
        let answer = try await CurlTransport(options: options()).answer(to: HTTPRequest(method, try server.url()))
        #expect(answer.status == 204 && answer.body.isEmpty)
        let sent = try #require(server.requests.first)
        #expect(sent.method == method.rawValue)
        #expect(sent["Content-Length"] == nil && sent["Transfer-Encoding"] == nil && sent["Content-Type"] == nil)
    }

    @Test func `says that an empty body is empty`() async throws {
        let server = try ScriptedServer { connection in
            _ = try connection.readRequest()
            try connection.answer(200)
        }
        _ = try await CurlTransport(options: options()).answer(
            to: HTTPRequest(.post, try server.url(), body: .bytes([])))
        let sent = try #require(server.requests.first)
        #expect(sent["Content-Length"] == "0" && sent["Transfer-Encoding"] == nil)
    }

    @Test func `uses a connection again`() async throws {
        let server = try ScriptedServer { connection in
            while true {
                _ = try connection.readRequest()
                try connection.answer(200, [], "x")
            }
        }
        let transport = CurlTransport(options: options())
        for _ in 0..<5 { _ = try await transport.answer(to: HTTPRequest(.get, try server.url())) }
        #expect(server.connections == 1 && server.requests.count == 5)
    }

    @Test func `never follows a redirect`() async throws {
        let other = try ScriptedServer { connection in _ = try connection.readRequest() }
        let target = other.address
        let server = try ScriptedServer { connection in
            _ = try connection.readRequest()
            try connection.answer(302, [("Location", target + "/stolen")])
        }
        let answer = try await CurlTransport(options: options()).answer(
            to: HTTPRequest(.get, try server.url(), headers: ["X-Auth-Token": "secret"]))
        #expect(answer.status == 302 && answer.headers["Location"] == target + "/stolen")
        #expect(other.connections == 0)
    }

    @Test func `skips interim answers`() async throws {
        let server = try ScriptedServer { connection in
            _ = try connection.readRequest()
            try connection.write("HTTP/1.1 103 Early Hints\r\nX-One: early\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n")
            try connection.answer(200, [("X-Two", "late")], "x")
        }
        let answer = try await CurlTransport(options: options()).answer(to: HTTPRequest(.get, try server.url()))
        #expect(answer.status == 200 && answer.headers["X-One"] == nil && answer.headers["X-Two"] == "late")
    }

    @Test func `runs beside a hundred others`() async throws {
        let server = try ScriptedServer { connection in
            while true {
                let request = try connection.readRequest()
                try connection.answer(200, [], request.target)
            }
        }
        let transport = CurlTransport(options: options())
        let right = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<100 {
                group.addTask {
                    let answer = try await transport.answer(to: HTTPRequest(.get, try server.url("/\(number)")))
                    return answer.body == Array("/\(number)".utf8)
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(right == 100)
    }

    @Test(arguments: [
        ("garbage\r\n\r\n", ImageError.Code.protocol), ("", .network), ("HTTP/1.1 200 OK\r\nX: 1\r\n", .network),
    ])
    func `that is no HTTP is an error`(_ text: String, _ code: ImageError.Code) async throws {
        let server = try ScriptedServer { connection in
            _ = try connection.readRequest()
            try connection.write(text)
        }
        let failure = await #expect(throws: TransportFailure.self) {
            try await CurlTransport(options: options()).answer(to: HTTPRequest(.get, try server.url()))
        }
        #expect(failure?.error.code == code, "\(String(describing: failure))")
        #expect(failure?.mayHaveActed == true)
    }

    @Test func `with nobody at the other end says so, and that nothing was sent`() async throws {
        let gone = try ScriptedServer { _ in }.port
        for (address, words) in [
            ("http://127.0.0.1:\(gone)/", "connection refused"),
            ("http://no-such-host.invalid/", "no address is known"),
        ] {
            let url = try HTTPURL(address)
            let failure = await #expect(throws: TransportFailure.self) {
                try await CurlTransport(options: options()).answer(to: HTTPRequest(.get, url))
            }
            #expect(failure?.error.code == .network && failure?.mayHaveActed == false)
            #expect(failure?.error.message.contains(words) == true, "\(String(describing: failure))")
        }
    }

    @Test func `after the transport was closed fails at once`() async throws {
        let server = try ScriptedServer { connection in
            _ = try connection.readRequest()
            try connection.answer(200)
        }
        let transport = CurlTransport(options: options())
        _ = try await transport.answer(to: HTTPRequest(.get, try server.url()))
        await transport.close()
        await #expect(throws: TransportFailure.self) {
            for _ in 0..<1000 { _ = try await transport.answer(to: HTTPRequest(.get, try server.url())) }
        }
    }

    /// What a proxy answers to `CONNECT`, and whether asking again is pointless.
    @Test(arguments: [(407, true), (403, true), (503, false)])
    func `says that it was the proxy that refused`(_ status: Int, _ isFinal: Bool) async throws {
        let proxy = try ScriptedServer { connection in
            _ = try connection.readRequest()
            try connection.answer(status, [("Connection", "close")], "no")
        }
        let transport = CurlTransport(options: options { $0.httpsProxy = "me:hunter2@127.0.0.1:\(proxy.port)" })
        let failure = await #expect(throws: TransportFailure.self) {
            try await transport.answer(to: HTTPRequest(.get, try HTTPURL("https://image.example/")))
        }
        let error = try #require(failure?.error)
        let address = "http://***@127.0.0.1:\(proxy.port)"
        #expect(error.message == "cannot reach https://image.example: the proxy \(address) answered \(status)")
        #expect(error.code == .network && (error.hint != nil) == (status == 407))
        #expect(failure?.mayHaveActed == false && failure?.isFinal == isFinal)
        await transport.close()
    }

    @Test func `says that the proxy was in between when nobody was reached`() async throws {
        let gone = try ScriptedServer { _ in }.port
        func message(_ change: (inout TransportOptions) -> Void) async throws -> String? {
            let transport = CurlTransport(options: options(change))
            let failure = await #expect(throws: TransportFailure.self) {
                try await transport.answer(to: HTTPRequest(.get, try HTTPURL("https://image.example/")))
            }
            await transport.close()
            return failure?.error.message
        }
        let proxy = "http://127.0.0.1:\(gone)"
        #expect(
            try await message { $0.httpsProxy = proxy }?
                .hasPrefix("cannot reach https://image.example through the proxy \(proxy): ") == true)
        #expect(
            try await message { ($0.httpsProxy, $0.noProxy) = (proxy, "other.example") }?
                .hasPrefix("cannot reach https://image.example, or the proxy \(proxy): ") == true)
    }

    @Test(arguments: ["", "garbage\r\n\r\n"])
    func `says that it was the proxy that broke off`(_ answer: String) async throws {
        let proxy = try ScriptedServer { connection in
            _ = try connection.readRequest()
            try connection.write(answer)
        }
        let transport = CurlTransport(options: options { $0.httpsProxy = "http://me:hunter2@127.0.0.1:\(proxy.port)" })
        let failure = await #expect(throws: TransportFailure.self) {
            try await transport.answer(to: HTTPRequest(.get, try HTTPURL("https://image.example/")))
        }
        let start = "cannot reach https://image.example through the proxy http://***@127.0.0.1:\(proxy.port): "
        #expect(failure?.error.message.hasPrefix(start) == true, "\(String(describing: failure))")
        #expect(failure?.error.code == .network && failure?.mayHaveActed == false && failure?.isFinal == false)
        await transport.close()
    }

    @Test func `says that a SOCKS proxy could not reach the place`() async throws {
        let proxy = try ScriptedServer { connection in
            // RFC 1928: a greeting with methods, and a request with a name; "connection refused" to it.
            _ = try connection.read(Int(try connection.read(2)[1]))
            try connection.write([5, 0])
            _ = try connection.read(Int(try connection.read(5)[4]) + 2)
            try connection.write([5, 5, 0, 1, 0, 0, 0, 0, 0, 0])
        }
        let address = "socks5h://127.0.0.1:\(proxy.port)"
        let transport = CurlTransport(options: options { $0.httpProxy = address })
        let failure = await #expect(throws: TransportFailure.self) {
            try await transport.answer(to: HTTPRequest(.get, try HTTPURL("http://image.example/")))
        }
        #expect(failure?.error.code == .network && failure?.mayHaveActed == false && failure?.isFinal == false)
        #expect(
            failure?.error.message.hasPrefix("cannot reach http://image.example through the proxy \(address): ") == true
        )
        await transport.close()
    }

    @Test func `uses the proxy it was given, and not the environment's`() async throws {
        let proxy = try ScriptedServer { connection in
            let request = try connection.readRequest()
            try connection.answer(200, [], request.target)
        }
        let server = try ScriptedServer { connection in
            _ = try connection.readRequest()
            try connection.answer(200, [], "direct")
        }
        let through = CurlTransport(options: options { $0.httpProxy = proxy.address })
        #expect(
            try await through.answer(to: HTTPRequest(.get, try HTTPURL("http://image.example/v2"))).body
                == Array("http://image.example/v2".utf8))
        let around = CurlTransport(
            options: options {
                $0.httpProxy = proxy.address
                $0.noProxy = "127.0.0.1"
            })
        #expect(try await around.answer(to: HTTPRequest(.get, try server.url())).body == Array("direct".utf8))
        #expect(proxy.requests.count == 1)
    }
}
