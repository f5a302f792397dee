import BackendKit
import CurlTransport
import Foundation
import HTTPTransport
import TestSupport
import Testing

/// Fault class F-N7: every wait ends, and says what it waited for.
struct `F-N7 a slow server` {
    private static func upload(of count: Int, to server: ScriptedServer) throws -> HTTPRequest {
        let body = ByteStream([UInt8](repeating: 7, count: count))
        return HTTPRequest(.put, try server.url(), body: .stream(body), kind: .data)
    }

    @Test func `that accepts no connection is given up`() async throws {
        let server = try FullListener()
        let transport = CurlTransport(options: options { $0.connectLimit = .seconds(1) })
        let failure = await #expect(throws: TransportFailure.self) {
            try await transport.answer(to: HTTPRequest(.get, try HTTPURL(server.address + "/v2")))
        }
        #expect(failure?.error.code == .network && failure?.mayHaveActed == false)
        #expect(failure?.error.message.contains(server.address) == true)
    }

    @Test func `that ends no handshake is given up, and has not acted`() async throws {
        // A port that listens, but nobody speaks TLS there.
        let server = try ScriptedServer { $0.waitForClose() }
        let transport = CurlTransport(options: options { $0.connectLimit = .milliseconds(300) })
        let failure = await #expect(throws: TransportFailure.self) {
            try await transport.answer(
                to: HTTPRequest(.get, try HTTPURL("https://127.0.0.1:\(server.port)/"), kind: .data))
        }
        #expect(failure?.error.code == .network && failure?.mayHaveActed == false)
        #expect(failure?.error.message.contains("no connection within 0.3 s") == true, "\(String(describing: failure))")
    }

    @Test func `gives up a server that says nothing`() async throws {
        let gate = Gate()
        let server = try ScriptedServer { connection in
            _ = try connection.readRequest()
            connection.waitForClose()
            gate.open()
        }
        let transport = CurlTransport(options: options { $0.stallLimit = .seconds(1) })
        let failure = await #expect(throws: TransportFailure.self) {
            try await transport.answer(to: HTTPRequest(.get, try server.url(), kind: .data))
        }
        #expect(failure?.error.code == .network && failure?.mayHaveActed == true)
        #expect(failure?.error.message.contains("for 1 s") == true)
        #expect(await gate.waitAsync(), "the connection stayed open")
    }

    @Test func `gives up a server that only drips`() async throws {
        let server = try ScriptedServer { connection in
            _ = try connection.readRequest()
            try connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
            while true {
                try connection.write("x")
                usleep(10_000)
            }
        }
        let transport = CurlTransport(options: options { $0.slowLimit = .milliseconds(300) })
        let error = await #expect(throws: ImageError.self) {
            try await transport.answer(to: HTTPRequest(.get, try server.url(), kind: .data))
        }
        #expect(error?.code == .network && error?.message.contains("slower than 1 KiB/s for 0.3 s") == true)
    }

    @Test func `has a limit in all when it is about records`() async throws {
        let server = try ScriptedServer { connection in
            _ = try connection.readRequest()
            try connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
            while true {
                try connection.write("x")
                usleep(10_000)
            }
        }
        let transport = CurlTransport(options: options { $0.metadataLimit = .seconds(1) })
        let error = await #expect(throws: ImageError.self) {
            try await transport.answer(to: HTTPRequest(.get, try server.url()))
        }
        #expect(error?.code == .network && error?.message.contains("did not finish its answer within 1 s") == true)
    }

    @Test func `waits for a slow reader without taking the server for dead`() async throws {
        let server = try ScriptedServer { connection in
            _ = try connection.readRequest()
            try connection.answer(200, [], [UInt8](repeating: 1, count: 30_000_000))
            connection.waitForClose()
        }
        let transport = CurlTransport(options: options { $0.stallLimit = .seconds(1) })
        let count = try await transport.withResponse(to: HTTPRequest(.get, try server.url(), kind: .data)) {
            let reader = try $0.body.open()
            var count = try await reader.next()?.count ?? 0
            try await Task.sleep(for: .milliseconds(1500))
            while let chunk = try await reader.next() { count += chunk.count }
            return count
        }
        #expect(count == 30_000_000)
    }

    @Test func `that does not say that it stored the data is given up`() async throws {
        let silent = try ScriptedServer { connection in
            _ = try connection.readRequest()
            connection.waitForClose()
        }
        let impatient = CurlTransport(
            options: options { $0.storeLimit = .milliseconds(200) })
        let failure = await #expect(throws: TransportFailure.self) {
            try await impatient.answer(to: Self.upload(of: 2_000_000, to: silent))
        }
        #expect(failure?.error.message.contains("that it stored the data") == true)
    }

    @Test func `that takes nothing of an upload is given up`() async throws {
        let gate = Gate()
        let server = try ScriptedServer { connection in
            _ = try connection.readHead()
            _ = gate.wait()
        }
        defer { gate.open() }
        let transport = CurlTransport(options: options { $0.stallLimit = .seconds(1) })
        // More than the buffers of a loopback connection hold.
        let failure = await #expect(throws: TransportFailure.self) {
            try await transport.answer(to: Self.upload(of: 64 << 20, to: server))
        }
        #expect(failure?.error.code == .network && failure?.mayHaveActed == true)
    }
}

/// A listener whose queue is full, so that the system answers no more connections to it.
private final class FullListener {
    private var sockets: [Int32] = []
    private(set) var address = ""

    init() throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        sockets.append(listener)
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                guard bind(listener, pointer, length) == 0, listen(listener, 0) == 0,
                    getsockname(listener, pointer, &length) == 0
                else { return false }
                // One more than the queue holds makes it full; a few more do no harm, for they do not wait.
                for _ in 0..<4 {
                    let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
                    sockets.append(client)
                    _ = connect(client, pointer, length)
                }
                return true
            }
        }
        guard isListening else { throw CocoaError(.fileReadUnknown) }
        address = "http://127.0.0.1:\(UInt16(bigEndian: name.sin_port))"
    }

    deinit { for socket in sockets { close(socket) } }
}
