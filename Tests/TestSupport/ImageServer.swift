public import BackendKit
import ImageHashing
import Synchronization

/// An image service with one image, over real HTTP, whose data comes as a test says.
public final class ImageServer: Sendable {
    /// How one request for the data is answered.
    public enum Answer: Sendable {
        /// Everything, whatever was asked for.
        case whole
        /// What was asked for: a range or everything.
        case asked
        /// What was asked for, with its first byte changed.
        case damaged
        /// What was asked for, but no more than so many bytes of it.
        case cut(Cut, after: Int)
        /// So many bytes of what was asked for; the rest never comes.
        case stalled(after: Int)
        /// So many bytes of what was asked for; the rest when the gate opens.
        case held(after: Int, Gate)
        case status(Int, [(String, String)] = [], String = "")
        /// Anything at all.
        case custom(@Sendable (ScriptedConnection, ScriptedRequest) throws -> Void)
    }

    /// How an answer ends too early.
    public enum Cut: String, Sendable, CaseIterable { case length, chunked, close, reset }

    public static let id = Image.ID("11111111-2222-4333-8444-555555555555")
    private static let path = "/v2/images/\(id.rawValue)"

    private struct State {
        var record = ""
        var isGone = false
        var answers: [Answer] = []
        var dataRequests: [ScriptedRequest] = []
    }

    public let data: [UInt8]
    private let state: Mutex<State>
    private let server: ScriptedServer

    /// - Parameter answers: to the requests for data, in their order; after them ``Answer/asked``.
    public init(_ data: [UInt8], _ answers: [Answer] = []) throws {
        self.data = data
        state = Mutex(State(record: Self.record(of: data), answers: answers))
        let serve = Box()
        server = try ScriptedServer { connection in try serve.body?(connection) }
        serve.body = { [weak self] connection in try self?.serve(connection) }
    }

    /// Bytes that are the same nowhere.
    public static func bytes(_ count: Int, seed: Int = 1) -> [UInt8] {
        var state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15 | 1
        return (0..<count).map { _ in
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return UInt8(truncatingIfNeeded: state)
        }
    }

    public var address: String { server.address }
    /// For the program: a token without an identity service.
    public var environment: [String: String] {
        [
            "OS_AUTH_TYPE": "admin_token", "OS_TOKEN": "secret-token", "OS_ENDPOINT": address,
            "IMGSH_BACKEND": "glance",
        ]
    }
    /// Those for the data, in order.
    public var dataRequests: [ScriptedRequest] { state.withLock { $0.dataRequests } }
    /// The ranges they asked for.
    public var ranges: [String?] { dataRequests.map { $0["Range"] } }

    /// The record as a service writes it.
    public var record: String {
        get { state.withLock { $0.record } }
        set { state.withLock { $0.record = newValue } }
    }

    public func removeImage() { state.withLock { $0.isGone = true } }
    public func answer(_ answers: [Answer]) { state.withLock { $0.answers = answers } }

    public static func record(of data: [UInt8], status: String = "active") -> String {
        let hasher = ParallelHasher(["md5", "sha512"])
        hasher.update(data)
        let values = hasher.values()
        return """
            {"id": "\(id.rawValue)", "name": "x", "status": "\(status)", "disk_format": "raw", \
            "container_format": "bare", "size": \(data.count), "checksum": "\(values[0].value)", \
            "os_hash_algo": "sha512", "os_hash_value": "\(values[1].value)", "created_at": "2026-01-01T00:00:00Z", \
            "visibility": "private", "tags": []}
            """
    }

    // SAFETY: set once, before the first connection can be made.
    private final class Box: @unchecked Sendable { var body: ((ScriptedConnection) throws -> Void)? }

    private func serve(_ connection: ScriptedConnection) throws {
        while true {
            let request = try connection.readRequest()
            let path = request.target.prefix { $0 != "?" }
            let (record, isGone) = state.withLock { ($0.record, $0.isGone) }
            let json = [("Content-Type", "application/json")]
            switch path {
            case Self.path + "/file": try serveData(connection, request)
            case Self.path where !isGone: try connection.answer(200, json, record)
            case "/v2/images"
            where !isGone && !request.target.contains("os_hidden=true") && !request.target.contains("marker="):
                try connection.answer(200, json, "{\"images\": [\(record)]}")
            case "/v2/images": try connection.answer(200, json, "{\"images\": []}")
            default: try connection.answer(404, json, "{}")
            }
        }
    }

    private func serveData(_ connection: ScriptedConnection, _ request: ScriptedRequest) throws {
        let answer = state.withLock { state in
            state.dataRequests.append(request)
            return state.answers.isEmpty ? .asked : state.answers.removeFirst()
        }
        switch answer {
        case .whole: try connection.answer(200, [], data)
        case .asked:
            let (head, bytes) = asked(request)
            try connection.write(head + "Content-Length: \(bytes.count)\r\n\r\n")
            try connection.write(Array(bytes))
        case .damaged:
            let (head, bytes) = asked(request)
            try connection.write(head + "Content-Length: \(bytes.count)\r\n\r\n")
            try connection.write(bytes.prefix(1).map { $0 ^ 1 } + bytes.dropFirst())
        case .cut(let cut, let count): try send(cut, count, connection, request)
        case .stalled(let count):
            let (head, bytes) = asked(request)
            try connection.write(head + "Content-Length: \(bytes.count)\r\n\r\n")
            try connection.write(Array(bytes.prefix(count)))
            connection.waitForClose()
            throw ConnectionClosed()
        case .held(let count, let gate):
            let (head, bytes) = asked(request)
            try connection.write(head + "Content-Length: \(bytes.count)\r\n\r\n")
            try connection.write(Array(bytes.prefix(count)))
            guard gate.wait(seconds: 180) else { throw ConnectionClosed() }
            try connection.write(Array(bytes.dropFirst(count)))
        case .status(let status, let headers, let body): try connection.answer(status, headers, body)
        case .custom(let script): try script(connection, request)
        }
    }

    private func send(
        _ cut: Cut, _ count: Int, _ connection: ScriptedConnection, _ request: ScriptedRequest
    ) throws {
        let (head, bytes) = asked(request)
        let part = Array(bytes.prefix(count))
        switch cut {
        case .length, .reset: try connection.write(head + "Content-Length: \(bytes.count)\r\n\r\n")
        case .chunked: try connection.write(head + "Transfer-Encoding: chunked\r\n\r\n")
        case .close: try connection.write(head + "Connection: close\r\n\r\n")
        }
        if cut == .chunked, !part.isEmpty { try connection.write(String(bytes.count, radix: 16) + "\r\n") }
        try connection.write(part)
        if cut == .reset { connection.reset() }
        throw ConnectionClosed()
    }

    /// The beginning of the head, and the bytes.
    private func asked(_ request: ScriptedRequest) -> (head: String, bytes: ArraySlice<UInt8>) {
        let bounds = request["Range"]?.dropFirst("bytes=".count).split(separator: "-").map { Int($0) }
        guard let start = bounds?.first ?? nil, start < data.count else { return ("HTTP/1.1 200 OK\r\n", data[...]) }
        let end = bounds.flatMap { $0.count > 1 ? $0[1] : nil }.map { min($0 + 1, data.count) } ?? data.count
        return (
            "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes \(start)-\(end - 1)/\(data.count)\r\n",
            data[start..<end]
        )
    }
}
