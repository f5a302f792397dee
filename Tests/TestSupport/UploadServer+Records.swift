import BackendKit
import Foundation
import ImageHashing
import Synchronization

/// Records, without their data.
extension UploadServer {
    func create(_ connection: ScriptedConnection, _ request: ScriptedRequest) throws {
        let fields = try JSONSerialization.jsonObject(with: Data(request.body)) as? [String: Any] ?? [:]
        var made = Record(id: fields["id"] as? String ?? "", name: fields["name"] as? String ?? "")
        made.isProtected = fields["protected"] as? Bool ?? false
        let new = made
        let creation: Creation = state.withLock { $0.creations.isEmpty ? .made : $0.creations.removeFirst() }
        switch creation {
        case .refused(let status): return try connection.answer(status, [], "{}")
        case .unanswered(isMade: false): throw ConnectionClosed()
        case .late(let come, let gate, _):
            come.open()
            guard gate.wait() else { throw ConnectionClosed() }
        case .made, .unanswered: break
        }
        let isMade = state.withLock { state in
            guard !state.records.contains(where: { $0.id == new.id }) else { return false }
            state.records.append(new)
            return true
        }
        if case .late(_, _, let made) = creation { made.open() }
        guard isMade else { return try connection.answer(409, [], "{}") }
        if case .unanswered = creation { throw ConnectionClosed() }
        try connection.answer(201, [("Content-Type", "application/json")], Self.text(new))
    }

    /// Understands a new value for `protected`.
    func change(_ connection: ScriptedConnection, _ request: ScriptedRequest, _ id: String) throws {
        guard record(id) != nil else { return try connection.answer(404, [], "{}") }
        if let come = state.withLock({ $0.unheardChange.take() }) {
            come.open()
            connection.waitForClose()
            throw ConnectionClosed()
        }
        let status = state.withLock { $0.changeStatus }
        guard status == 200 else { return try connection.answer(status, [], "{}") }
        let operations = try JSONSerialization.jsonObject(with: Data(request.body)) as? [[String: Any]] ?? []
        for operation in operations where operation["path"] as? String == "/protected" {
            let isProtected = operation["value"] as? Bool ?? false
            state.withLock { state in
                for place in state.records.indices where state.records[place].id == id {
                    state.records[place].isProtected = isProtected
                }
            }
        }
        try show(connection, id)
    }

    func show(_ connection: ScriptedConnection, _ id: String) throws {
        guard let record = record(id) else { return try connection.answer(404, [], "{}") }
        try connection.answer(200, [("Content-Type", "application/json")], Self.text(record))
    }

    func list(_ connection: ScriptedConnection, _ request: ScriptedRequest) throws {
        let isMore = request.target.contains("marker=") || request.target.contains("os_hidden=true")
        let all = isMore ? "" : records.map(Self.text).joined(separator: ",")
        try connection.answer(200, [("Content-Type", "application/json")], "{\"images\": [\(all)]}")
    }

    func delete(_ connection: ScriptedConnection, _ id: String) throws {
        guard let record = record(id) else { return try connection.answer(404, [], "{}") }
        guard !record.isProtected else { return try connection.answer(403, [], "{}") }
        let status = state.withLock { state in
            if state.deletionStatus == 204 { state.records.removeAll { $0.id == id } }
            return state.deletionStatus
        }
        try connection.answer(status, [], "")
    }

    func logIn(_ connection: ScriptedConnection) throws {
        let number = state.withLock { state in
            state.logins += 1
            return state.logins
        }
        let body = """
            {"token": {"issued_at": "2026-11-23T14:00:00.000000Z", "expires_at": "2026-11-23T15:00:00.000000Z", \
            "methods": ["password"], "user": {"id": "u1", "name": "demo", "domain": {"id": "default"}}, \
            "project": {"id": "p1", "name": "p", "domain": {"id": "default"}}, "roles": [], "catalog": [\
            {"type": "image", "name": "glance", "endpoints": [{"interface": "public", "region": "R1", \
            "region_id": "R1", "url": "\(server.address)"}]}]}}
            """
        try connection.answer(201, [("X-Subject-Token", Self.token(number))], body)
    }

    /// What the service gives out at a login.
    public static func token(_ number: Int) -> String { "t0ken-of-login-\(number)" }

    private static func text(_ record: Record) -> String {
        var hashes = (md5: "null", sha512: "null")
        if let data = record.data {
            let hasher = ParallelHasher(["md5", "sha512"])
            hasher.update(data)
            let values = hasher.values()
            hashes = ("\"\(values[0].value)\"", "\"\(values[1].value)\"")
        }
        if let checksum = record.checksum { hashes.md5 = "\"\(checksum)\"" }
        return """
            {"id": "\(record.id)", "name": "\(record.name)", "status": "\(record.status)", "disk_format": "raw", \
            "container_format": "bare", "size": \(record.data.map { String($0.count) } ?? "null"), \
            "checksum": \(hashes.md5), "os_hash_algo": "sha512", "os_hash_value": \(hashes.sha512), \
            "min_disk": 0, "min_ram": 0, "protected": \(record.isProtected), "os_hidden": false, "owner": "p1", \
            "created_at": "2026-01-01T00:00:00Z", "visibility": "shared", "tags": []}
            """
    }
}
