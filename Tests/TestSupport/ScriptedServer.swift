import Foundation
import Synchronization

/// A server on a loopback socket that does exactly what a test says, byte by byte, and keeps what it was sent.
///
/// Each connection is served by the script on a thread of its own; when the script returns the connection is closed.
public final class ScriptedServer: Sendable {
    /// The port on 127.0.0.1.
    public let port: Int
    private let listener: Int32
    private let state = Mutex(State())

    private struct State {
        var requests: [ScriptedRequest] = []
        var connections = 0
        var failures: [String] = []
    }

    public init(_ script: @escaping @Sendable (ScriptedConnection) throws -> Void) throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var yes: Int32 = 1
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let socket = listener
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, length) == 0 && listen(socket, 200) == 0 && getsockname(socket, $0, &length) == 0
            }
        }
        guard bound else { throw CocoaError(.fileReadUnknown) }
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread { [weak self] in
            // The thread alone closes the listener: its number must not be another server's while it is used here.
            defer { Foundation.close(socket) }
            while true {
                let descriptor = accept(socket, nil, nil)
                guard descriptor >= 0 else { return }
                guard let server = self else {
                    Foundation.close(descriptor)
                    return
                }
                server.state.withLock { $0.connections += 1 }
                let connection = ScriptedConnection(descriptor, server)
                Thread.detachNewThread {
                    do { try script(connection) } catch { connection.server?.note("\(error)") }
                    connection.close()
                }
            }
        }
    }

    deinit { shutdown(listener, Int32(SHUT_RDWR)) }

    /// `http://127.0.0.1:PORT`
    public var address: String { "http://127.0.0.1:\(port)" }
    /// The requests whose heads were read, in order.
    public var requests: [ScriptedRequest] { state.withLock { $0.requests } }
    /// How many connections were made.
    public var connections: Int { state.withLock { $0.connections } }

    fileprivate func record(_ request: ScriptedRequest) { state.withLock { $0.requests.append(request) } }
    fileprivate func note(_ failure: String) { state.withLock { $0.failures.append(failure) } }
}

/// A request as it came over the wire.
public struct ScriptedRequest: Sendable {
    public var method: String
    public var target: String
    public var headers: [(name: String, value: String)]
    public var body: [UInt8] = []

    /// Every value of the name, whatever its case.
    public func all(_ name: String) -> [String] {
        headers.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
    }
    public subscript(_ name: String) -> String? { all(name).first }
}

/// The other end went away.
public struct ConnectionClosed: Error {
    public init() {}
}

/// One connection, in the hands of a script.
// SAFETY: used by the one thread that runs its script; only `close` may come from elsewhere, and is guarded.
public final class ScriptedConnection: @unchecked Sendable {
    let descriptor: Int32
    fileprivate weak var server: ScriptedServer?
    private var held: [UInt8] = []
    private let isOpen = Mutex(true)

    fileprivate init(_ descriptor: Int32, _ server: ScriptedServer) {
        self.descriptor = descriptor
        self.server = server
    }

    /// Reads a request with its body.
    public func readRequest() throws -> ScriptedRequest {
        var request = try readHead(records: false)
        if let length = request["Content-Length"].flatMap({ Int($0) }) {
            if request["Expect"] != nil { try write("HTTP/1.1 100 Continue\r\n\r\n") }
            request.body = try read(length)
        } else if request["Transfer-Encoding"]?.lowercased() == "chunked" {
            if request["Expect"] != nil { try write("HTTP/1.1 100 Continue\r\n\r\n") }
            request.body = try readChunks()
        }
        server?.record(request)
        return request
    }

    /// Reads a request up to the empty line.
    public func readHead(records: Bool = true) throws -> ScriptedRequest {
        let first = try readLine().split(separator: " ").map(String.init)
        guard first.count == 3 else { throw ConnectionClosed() }
        var request = ScriptedRequest(method: first[0], target: first[1], headers: [])
        while case let line = try readLine(), !line.isEmpty {
            let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
            request.headers.append((parts[0], parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""))
        }
        if records { server?.record(request) }
        return request
    }

    /// Reads so many bytes of a body.
    public func read(_ count: Int) throws -> [UInt8] {
        while held.count < count { try receive() }
        defer { held.removeFirst(count) }
        return Array(held[..<count])
    }

    /// Reads to the end of a chunked body.
    public func readChunks() throws -> [UInt8] {
        var body: [UInt8] = []
        while let size = Int(try readLine(), radix: 16), size > 0 {
            body += try read(size)
            _ = try readLine()
        }
        _ = try readLine()
        return body
    }

    public func readLine() throws -> String {
        while true {
            if let end = held.firstIndex(of: 0x0A) {
                let line = held[..<end]
                held.removeFirst(end + 1)
                return String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
            }
            try receive()
        }
    }

    private func receive() throws {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        guard count > 0 else { throw ConnectionClosed() }
        held += buffer[..<count]
    }

    public func write(_ text: String) throws { try write(Array(text.utf8)) }

    public func write(_ bytes: [UInt8]) throws {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes {
                send(descriptor, $0.baseAddress?.advanced(by: done), $0.count - done, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw ConnectionClosed() }
            done += count
        }
    }

    /// Answers with a body of known length.
    public func answer(_ status: Int, _ headers: [(String, String)] = [], _ body: [UInt8] = []) throws {
        let fields = ([("Content-Length", String(body.count))] + headers).map { "\($0.0): \($0.1)\r\n" }.joined()
        try write("HTTP/1.1 \(status) Reason\r\n\(fields)\r\n")
        try write(body)
    }

    public func answer(_ status: Int, _ headers: [(String, String)] = [], _ body: String) throws {
        try answer(status, headers, Array(body.utf8))
    }

    /// Waits until the other end has closed the connection, whatever it sends before.
    public func waitForClose() {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while recv(descriptor, &buffer, buffer.count, 0) > 0 {}
    }

    /// Closes with a reset instead of an orderly end.
    public func reset() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
        close()
    }

    public func close() {
        let wasOpen = isOpen.withLock { state in
            defer { state = false }
            return state
        }
        if wasOpen { Foundation.close(descriptor) }
    }
}

/// Opens once; threads and tasks wait at it.
public final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    private let opened = Mutex(false)

    public init() {}

    public func open() {
        opened.withLock { $0 = true }
        semaphore.signal()
    }

    /// Blocks the thread, at most so long that a test that hangs fails instead.
    public func wait(seconds: Double = 180) -> Bool {
        defer { if opened.withLock({ $0 }) { semaphore.signal() } }
        return semaphore.wait(timeout: .now() + seconds) == .success
    }

    /// The same for a task.
    public func waitAsync(seconds: Double = 180) async -> Bool {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: self.wait(seconds: seconds)) }
        }
    }
}
