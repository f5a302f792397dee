import Foundation
import FoundationNetworking
import Synchronization
import TestSupport

/// A proxy before a real image service that hands a request on only when it has all of it, as nginx does by default
/// (`proxy_request_buffering on`): what the service checks, it checks after the last byte came. Some uploads lie around
/// for a while before they are handed on.
final class BufferingProxy: Sendable {
    /// One upload as it came, and what the service said to it.
    struct Upload: Sendable {
        let bytes: [UInt8]
        let token: String?
        let status: Int
    }

    private let uploads = Mutex<[Upload]>([])
    private let delays: Mutex<[Duration]>
    private let port: Int
    private let server: ScriptedServer

    /// - Parameters:
    ///   - port: the service's, on 127.0.0.1.
    ///   - delays: how long the first uploads lie around, each; those after them do not.
    init(before port: Int, holding delays: [Duration]) throws {
        self.port = port
        self.delays = Mutex(delays)
        let serve = Box()
        server = try ScriptedServer { connection in try serve.body?(connection) }
        serve.body = { [weak self] connection in try self?.serve(connection) }
    }

    // SAFETY: set once, before the first connection can be made.
    private final class Box: @unchecked Sendable { var body: ((ScriptedConnection) throws -> Void)? }

    var address: String { server.address }
    /// The uploads that were handed on, in that order.
    var all: [Upload] { uploads.withLock { $0 } }

    private func serve(_ connection: ScriptedConnection) throws {
        while true {
            let request = try connection.readRequest()
            let isUpload = request.method == "PUT" && request.target.hasSuffix("/file")
            if isUpload, let delay = delays.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) {
                Thread.sleep(forTimeInterval: delay / .seconds(1))
            }
            let answer = try handOn(request)
            if isUpload {
                let upload = Upload(bytes: request.body, token: request["X-Auth-Token"], status: answer.status)
                uploads.withLock { $0.append(upload) }
            }
            try connection.answer(answer.status, answer.headers, answer.body)
        }
    }

    private func handOn(_ request: ScriptedRequest) throws -> (status: Int, headers: [(String, String)], body: [UInt8])
    {
        guard let url = URL(string: "http://127.0.0.1:\(port)\(request.target)") else { throw ConnectionClosed() }
        var whole = URLRequest(url: url)
        whole.httpMethod = request.method
        let own: Set = ["host", "content-length", "transfer-encoding", "expect", "connection"]
        for header in request.headers where !own.contains(header.name.lowercased()) {
            whole.setValue(header.value, forHTTPHeaderField: header.name)
        }
        if !["GET", "HEAD", "DELETE"].contains(request.method) { whole.httpBody = Data(request.body) }
        let result = Mutex<(HTTPURLResponse, Data)?>(nil)
        let done = DispatchSemaphore(value: 0)
        let session = URLSession(configuration: .ephemeral)
        session.dataTask(with: whole) { @Sendable data, response, _ in
            if let response = response as? HTTPURLResponse { result.withLock { $0 = (response, data ?? Data()) } }
            done.signal()
        }.resume()
        done.wait()
        session.finishTasksAndInvalidate()
        guard let (response, data) = result.withLock({ $0 }) else { throw ConnectionClosed() }
        let ours: Set = ["content-length", "connection", "transfer-encoding", "content-encoding", "keep-alive"]
        let headers = response.allHeaderFields.compactMap { field -> (String, String)? in
            guard let name = field.key as? String, let value = field.value as? String,
                !ours.contains(name.lowercased())
            else { return nil }
            return (name, value)
        }
        return (response.statusCode, headers, Array(data))
    }
}
