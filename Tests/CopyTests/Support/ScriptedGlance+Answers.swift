import JSONText
import TestSupport

extension ScriptedGlance {
    /// The requests of one connection.
    struct Answers {
        let contents: Contents
        let connection: ScriptedConnection

        /// Reads the next request and answers it.
        func next() throws {
            var request = try connection.readHead()
            let parts = request.target.split(separator: "?")
            let path = parts[0].split(separator: "/").map(String.init)
            let id = path.count > 2 ? path[2] : ""
            if path.last == "file", request.method == "PUT" { return try take(request, id) }
            request.body = try body(of: request)
            switch (request.method, path.count) {
            case ("POST", 2): try json(201, .object(contents.create(try object(request.body))))
            case ("GET", 2): try list(parts.count > 1 ? String(parts[1]) : "")
            case _ where contents.record(id) == nil: try connection.answer(404)
            case ("GET", 3): try show(id)
            case ("GET", 4): try give(id)
            case ("PATCH", 3): try change(id, request.body)
            case ("DELETE", 3):
                if contents.keepsImages { return try connection.answer(403) }
                contents.remove(id)
                try connection.write("HTTP/1.1 204 No Content\r\n\r\n")
            default: try connection.answer(404)
            }
        }

        private func body(of request: ScriptedRequest) throws -> [UInt8] {
            try connection.read(request["Content-Length"].flatMap { Int($0) } ?? 0)
        }

        private func object(_ bytes: [UInt8]) throws -> JSONObject {
            try JSONReader.value(of: bytes).object ?? JSONObject()
        }

        private func json(_ status: Int, _ value: JSON) throws {
            try connection.answer(status, [("Content-Type", "application/json")], value.bytes)
        }

        private func show(_ id: String) throws { try json(200, .object(contents.record(id) ?? JSONObject())) }

        private func list(_ query: String) throws {
            let wanted = query.split(separator: "&").first { $0.hasPrefix("name=") }?.dropFirst(5)
            let found = contents.records.filter { wanted == nil || $0["name"]?.string == wanted.map(String.init) }
            try json(200, ["images": .array(found.map(JSON.object))])
        }

        private func change(_ id: String, _ bytes: [UInt8]) throws {
            if contents.refusesChanges { return try connection.answer(403) }
            for operation in try JSONReader.value(of: bytes).array ?? [] {
                let name = String(operation["path"]?.string?.dropFirst() ?? "")
                contents.set(id, name, operation["value"] ?? .null)
            }
            try show(id)
        }

        private func give(_ id: String) throws {
            guard let data = contents.bytes(of: id) else {
                return try connection.write("HTTP/1.1 204 No Content\r\n\r\n")
            }
            for case .breaksReading(let count) in contents.faults {
                try connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(data.count)\r\n\r\n")
                try connection.write(Array(data.prefix(count)))
                return connection.reset()
            }
            try connection.answer(200, [("Content-Type", "application/octet-stream")], data)
        }

        private func take(_ request: ScriptedRequest, _ id: String) throws {
            guard contents.record(id) != nil else { return try connection.answer(404) }
            let length = request["Content-Length"].flatMap { Int($0) } ?? 0
            if request["Expect"] != nil { try connection.write("HTTP/1.1 100 Continue\r\n\r\n") }
            contents.set(id, "status", "saving")
            for fault in contents.faults {
                switch fault {
                case .refusesWriting(let count, let status):
                    _ = try connection.read(min(count, length))
                    contents.set(id, "status", "queued")
                    try connection.answer(status, [("Connection", "close")], "{\"message\": \"over the limit\"}")
                    return connection.waitForClose()
                case .stopsWriting(let count, let gate):
                    _ = try connection.read(min(count, length))
                    gate.open()
                    connection.waitForClose()
                    return contents.set(id, "status", "queued")
                default: break
                }
            }
            do {
                contents.fill(id, try connection.read(length))
            } catch {
                // As Glance does when the connection breaks.
                contents.set(id, "status", "queued")
                throw error
            }
            try connection.write("HTTP/1.1 204 No Content\r\n\r\n")
        }
    }
}
