import BackendKit
import Foundation
import ImageHashing
import Synchronization

/// Records, without their data.
extension UploadServer {
    func create(_ connection: ScriptedConnection, _ request: ScriptedRequest) throws {
        let fields = try JSONSerialization.jsonObject(with: Data(request.body)) as? [String: Any] ?? [:]
        let made = Record(id: fields["id"] as? String ?? "", name: fields["name"] as? String ?? "")
        let creation: Creation = state.withLock { $0.creations.isEmpty ? .made : $0.creations.removeFirst() }
        switch creation {
        case .refused(let status): return try connection.answer(status, [], "{}")
        case .unanswered(isMade: false): throw ConnectionClosed()
        case .late(let come, let gate, _):
            come.open()
            guard gate.wait() else { throw ConnectionClosed() }
        case .made, .unanswered: break
        }
        state.withLock { $0.records.append(made) }
        if case .late(_, _, let isMade) = creation { isMade.open() }
        if case .unanswered = creation { throw ConnectionClosed() }
        try connection.answer(201, [("Content-Type", "application/json")], Self.text(made))
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
        guard record(id) != nil else { return try connection.answer(404, [], "{}") }
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
            "min_disk": 0, "min_ram": 0, "protected": false, "os_hidden": false, "owner": "p1", \
            "created_at": "2026-01-01T00:00:00Z", "visibility": "shared", "tags": []}
            """
    }
}
