import BackendKit
import CurlTransport
import Foundation
import GlanceBackend
import ImageHashing
import JSONText
import Synchronization
import TestSupport

/// As much of a Glance v2 service as a copy needs, over a real socket, with the faults that a real one has only by
/// chance.
final class ScriptedGlance: Sendable {
    /// What goes wrong.
    enum Fault: Sendable {
        /// Reading data ends after so many bytes, in the middle of what was announced.
        case breaksReading(after: Int)
        /// Writing data is answered with a status after so many bytes.
        case refusesWriting(after: Int, status: Int)
        /// Taking data opens a gate after so many bytes, and nothing more happens.
        case stopsWriting(after: Int, Gate)
        /// The data is said to have another hash than it has.
        case tellsOtherHash
        /// Neither hash nor checksum are told.
        case tellsNoHash
        /// Images cannot be deleted.
        case keepsImages
        /// Fields of records cannot be changed.
        case refusesChanges
    }

    private let contents: Contents
    private let server: ScriptedServer

    init(_ faults: Fault...) throws {
        let contents = Contents(faults)
        self.contents = contents
        server = try ScriptedServer { connection in
            while true { try Answers(contents: contents, connection: connection).next() }
        }
    }

    /// A backend for it, as the program opens it.
    func backend() async throws -> any ImageBackend {
        let environment = BackendEnvironment(
            variables: ["OS_AUTH_TYPE": "none", "OS_ENDPOINT": server.address, "HOME": "/nonexistent"])
        let provider = BackendProvider.glance { CurlTransport(options: $0) }
        return try await provider.open(BackendAddress(kind: "glance"), environment)
    }

    /// Puts an image into it.
    func add(_ name: String, _ data: [UInt8], _ more: JSONObject = JSONObject()) -> Image.ID {
        let id = UUID().uuidString.lowercased()
        var record: JSONObject = [
            "id": .string(id), "name": .string(name), "disk_format": "raw", "container_format": "bare",
        ]
        for (name, value) in more { record[name] = value }
        contents.create(record)
        contents.fill(id, data)
        return Image.ID(id)
    }

    /// The data of its images, by their names.
    var data: [String: [UInt8]] { contents.data }
    /// The records of its images.
    var records: [JSONObject] { contents.records }
    /// Requests, such as `PUT /v2/images/…/file`, without what differs from run to run.
    var calls: [String] {
        server.requests.map { request in
            let path = request.target.split(separator: "?")[0].split(separator: "/").map { part in
                part.utf8.count == 36 ? "ID" : String(part)
            }
            return "\(request.method) \(path.joined(separator: "/"))"
        }
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    init(dictionaryLiteral elements: (String, JSON)...) {
        self.init()
        for (name, value) in elements { self[name] = value }
    }
}
