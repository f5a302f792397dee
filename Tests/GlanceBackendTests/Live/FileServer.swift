import TestSupport

/// Gives out a few files over HTTP, for a service that fetches them.
struct FileServer {
    private let server: ScriptedServer

    /// - Parameter files: what is in them, by their paths: `/big.raw`.
    init(_ files: [String: [UInt8]]) throws {
        server = try ScriptedServer { connection in
            let request = try connection.readHead()
            guard let bytes = files[request.target] else { return try connection.answer(404) }
            try connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(bytes.count)\r\nConnection: close\r\n\r\n")
            if request.method == "GET" { try connection.write(bytes) }
        }
    }

    func url(_ path: String) -> String { server.address + path }
}
