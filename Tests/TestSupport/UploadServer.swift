import Foundation
import Synchronization

/// An image service that takes records and their data, behind an identity service, over real HTTP; each upload goes as
/// a test says.
public final class UploadServer: Sendable {
    /// What happens to one upload.
    public enum Upload: Sendable {
        /// All of it is read, and kept.
        case kept
        /// All of it is read, and something else is kept.
        case altered
        /// The answer comes after so many bytes; `nil` is after all of them. Nothing is kept.
        case refused(Int, after: Int?, [(String, String)] = [])
        /// The connection is reset after so many bytes.
        case cut(after: Int)
        /// All of it is read, and then the connection ends without an answer.
        case unanswered(isKept: Bool)
        /// So many bytes are read; the rest when the gate opens.
        case held(after: Int, Gate)
        /// The closure runs once so many bytes are read.
        case watched(after: Int, @Sendable () throws -> Void)
        /// Refused for what it is; the record keeps the checksum of it.
        case poisoned
        /// All of it is read; then the token has ended, and the record is thrown away.
        case expired
    }

    /// What happens to one request for a new record.
    public enum Creation: Sendable {
        case made
        /// The connection ends without an answer.
        case unanswered(isMade: Bool)
        case refused(Int)
        /// It has come; it is made when the gate opens, whether somebody waits or not.
        case late(come: Gate, Gate, made: Gate)
    }

    /// What happens to one order to import what was staged.
    public enum Import: Sendable {
        case done
        /// With other bytes than were staged.
        case altered
        /// With the first of the bytes only.
        case shortened(to: Int)
        case refused(Int)
        /// It has come, and is neither done nor answered.
        case unheard(come: Gate)
    }

    public struct Record: Sendable {
        public var id: String
        public var name: String
        public var status = "queued"
        public var data: [UInt8]?
        public var isProtected = false
        var staged: [UInt8]?
        var checksum: String?
    }

    struct State {
        var records: [Record] = []
        var uploads: [Upload] = []
        var creations: [Creation] = []
        var imports: [Import] = []
        var changeStatus = 200
        /// Opened by the next change of a record, which is neither made nor answered.
        var unheardChange: Gate?
        var deletionStatus = 204
        /// Bodies as they came, whole or not, with the token that came with them.
        var bodies: [(bytes: [UInt8], token: String?)] = []
        var logins = 0
    }

    let state = Mutex(State())
    let server: ScriptedServer

    /// - Parameters:
    ///   - uploads: what happens to the uploads, in their order; after them each is kept.
    ///   - creations: the same for new records.
    ///   - imports: the same for orders to import; after them each is done at once.
    public init(_ uploads: [Upload] = [], creations: [Creation] = [], imports: [Import] = []) throws {
        let serve = Box()
        server = try ScriptedServer { connection in try serve.body?(connection) }
        state.withLock { ($0.uploads, $0.creations, $0.imports) = (uploads, creations, imports) }
        serve.body = { [weak self] connection in try self?.serve(connection) }
    }

    public static let password = "s3cret-passw0rd"
    /// For the program: a login by password.
    public var environment: [String: String] {
        [
            "OS_AUTH_URL": server.address + "/v3", "OS_USERNAME": "demo", "OS_PASSWORD": Self.password,
            "OS_PROJECT_NAME": "p", "OS_USER_DOMAIN_ID": "default", "OS_PROJECT_DOMAIN_ID": "default",
            "IMGSH_BACKEND": "glance",
        ]
    }
    public var requests: [ScriptedRequest] { server.requests }
    public var records: [Record] { state.withLock { $0.records } }
    public var bodies: [[UInt8]] { state.withLock { $0.bodies.map(\.bytes) } }
    public var uploadTokens: [String?] { state.withLock { $0.bodies.map(\.token) } }
    public var logins: Int { state.withLock { $0.logins } }

    /// How often something was asked for; paths without the ID.
    public func count(_ method: String) -> Int { requests.count { $0.method == method } }

    /// The status that deletions get; with any but 204 nothing is deleted.
    public func deletions(get status: Int) { state.withLock { $0.deletionStatus = status } }

    /// The status that changes of records get; with any but 200 nothing is changed.
    public func changes(get status: Int) { state.withLock { $0.changeStatus = status } }

    /// The next change of a record comes, and is neither made nor answered.
    public func leaveChangeUnheard(come: Gate) { state.withLock { $0.unheardChange = come } }

    // SAFETY: set once, before the first connection can be made.
    private final class Box: @unchecked Sendable { var body: ((ScriptedConnection) throws -> Void)? }

    private func serve(_ connection: ScriptedConnection) throws {
        while true {
            var request = try connection.readHead(records: true)
            let parts = request.target.prefix { $0 != "?" }.split(separator: "/").map(String.init)
            if request.method == "PUT", parts.last == "file" {
                try take(connection, request, parts[2])
                continue
            }
            if request.method == "PUT", parts.last == "stage" {
                try stage(connection, request, parts[2])
                continue
            }
            if let length = request["Content-Length"].flatMap({ Int($0) }) {
                request.body = try connection.read(length)
            }
            switch (request.method, parts.count) {
            case ("POST", _) where parts.last == "tokens": try logIn(connection)
            case ("POST", 2): try create(connection, request)
            case ("GET", 2): try list(connection, request)
            case ("POST", 4) where parts.last == "import": try importStaged(connection, parts[2])
            case ("GET", 3) where parts[1] == "info": try tellMethods(connection)
            case ("PATCH", 3): try change(connection, request, parts[2])
            case ("GET", 3): try show(connection, parts[2])
            case ("DELETE", 3): try delete(connection, parts[2])
            default: try connection.answer(404, [], "{}")
            }
        }
    }

    private func take(_ connection: ScriptedConnection, _ request: ScriptedRequest, _ id: String) throws {
        guard record(id) != nil else {
            note([], request)
            try connection.answer(404, [("Connection", "close")], "{}")
            throw ConnectionClosed()
        }
        let upload: Upload = state.withLock { $0.uploads.isEmpty ? .kept : $0.uploads.removeFirst() }
        if case .refused(let status, after: 0, let headers) = upload {
            note([], request)
            try connection.answer(status, headers + [("Connection", "close")], "{}")
            throw ConnectionClosed()
        }
        if request["Expect"] != nil { try connection.write("HTTP/1.1 100 Continue\r\n\r\n") }
        set(id, "saving", nil)
        do {
            try take(upload, connection, request, id)
        } catch {
            // A service puts the record back when the data breaks off.
            if record(id)?.status == "saving" { set(id, "queued", nil) }
            throw error
        }
    }

    private func take(
        _ upload: Upload, _ connection: ScriptedConnection, _ request: ScriptedRequest, _ id: String
    ) throws {
        func part(_ count: Int) throws -> [UInt8] {
            let bytes = try connection.read(count)
            note(bytes, request)
            return bytes
        }
        func whole(after head: [UInt8] = []) throws -> [UInt8] {
            let rest =
                try request["Content-Length"].flatMap { Int($0) }.map { try connection.read($0 - head.count) }
                ?? connection.readChunks()
            note(head + rest, request)
            return head + rest
        }
        switch upload {
        case .kept: set(id, "active", try whole())
        case .altered: set(id, "active", try whole().reversed())
        case .refused(let status, let count, let headers):
            if let count { _ = try part(count) } else { _ = try whole() }
            set(id, "queued", nil)
            try connection.answer(status, headers + [("Connection", "close")], "{}")
            if count != nil { connection.waitForClose() }
            throw ConnectionClosed()
        case .cut(let count):
            _ = try part(count)
            set(id, "queued", nil)
            connection.reset()
            throw ConnectionClosed()
        case .unanswered(let isKept):
            let bytes = try whole()
            set(id, isKept ? "active" : "queued", isKept ? bytes : nil)
            throw ConnectionClosed()
        case .held(let count, let gate):
            let head = try connection.read(count)
            guard gate.wait(seconds: 180) else { throw ConnectionClosed() }
            set(id, "active", try whole(after: head))
        case .watched(let count, let change):
            let head = try connection.read(count)
            try change()
            set(id, "active", try whole(after: head))
        case .expired:
            _ = try whole()
            state.withLock { state in state.records.removeAll { $0.id == id } }
            return try connection.answer(401, [], "{}")
        case .poisoned:
            _ = try whole()
            set(id, "queued", nil, checksum: "0123456789abcdef0123456789abcdef")
            return try connection.answer(415, [], "{}")
        }
        try connection.answer(204)
    }

    private func note(_ bytes: [UInt8], _ request: ScriptedRequest) {
        state.withLock { $0.bodies.append((bytes, request["X-Auth-Token"])) }
    }

    func record(_ id: String) -> Record? { records.first { $0.id == id } }

    private func set(_ id: String, _ status: String, _ data: [UInt8]?, checksum: String? = nil) {
        state.withLock { state in
            guard let place = state.records.firstIndex(where: { $0.id == id }) else { return }
            state.records[place].status = status
            state.records[place].data = data
            state.records[place].checksum = checksum
        }
    }
}
