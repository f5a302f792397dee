public import BackendKit
internal import HTTPTransport
internal import JSONText
internal import OpenStack

/// Images of servers (Compute API, "Create Image (createImage Action)").
extension NovaBackend: ServerSnapshotting {
    public func servers(named name: String?) -> Pages<Server> {
        Pages {
            let list = ServiceList(
                path: ["servers", "detail"], member: "servers", query: Self.parameters(name), start: nil,
                deed: "listing servers")
            let walk = self.walk(list, .servers)
            return {
                while let items = try await walk.next(atMost: ServiceList.largestPage) {
                    let servers = items.compactMap(ServerRecord.server).filter { server in
                        name.map { server.name.hasSameBytes(as: $0) } ?? true
                    }
                    if !servers.isEmpty { return servers }
                }
                return nil
            }
        }
    }

    /// The API's `name` is a regular expression that a database runs, so it finds more than this name at most.
    private static func parameters(_ name: String?) -> [(name: String, value: String)] {
        // Some databases refuse a character beyond U+FFFF.
        guard let name, !name.isEmpty, name.unicodeScalars.allSatisfy({ $0.value <= 0xFFFF }) else { return [] }
        return [("name", "^" + RegularExpression.escaped(name) + "$")]
    }

    public func server(_ id: Server.ID) async throws -> Server {
        guard PathSegment.isSafe(id.rawValue), id.rawValue != "detail" else { throw noServer(id) }
        let response = try await ask(.servers, ServiceRequest(.get, ["servers", id.rawValue])) { fault in
            fault.status == 404 ? self.noServer(id, fault) : self.refusal(fault, "showing server \(id)")
        }
        guard let server = try response.json()["server"].flatMap(ServerRecord.server) else {
            throw ImageError(.protocol, "the service described a server in a way nobody can read")
        }
        return server
    }

    public func snapshotServer(_ id: Server.ID, _ snapshot: SnapshotRequest) async throws -> Image.ID {
        guard PathSegment.isSafe(id.rawValue) else { throw noServer(id) }
        try Self.check(snapshot)
        let deed = "making an image of server \(id)"
        let request = ServiceRequest(
            .post, ["servers", id.rawValue, "action"], body: .bytes(Self.body(snapshot).bytes), accepts: [200, 202],
            repeats: .whenUntouched)
        do {
            let response = try await client(.snapshots).send(request)
            return try Self.imageID(response)
        } catch {
            // Another try might make a second image.
            if let cause = AnswerLost.cause(of: error) {
                throw ImageError(
                    .network, "\(deed): the answer never came, and it is not known whether an image is being made",
                    details: cause.asDetails, hint: "image list --server \(id)")
            }
            guard let fault = error as? ServiceFault else { throw error }
            throw snapshotRefusal(fault, id, deed)
        }
    }

    /// - Throws: ``ImageError`` with code `.usage`.
    private static func check(_ snapshot: SnapshotRequest) throws(ImageError) {
        guard (1...255).contains(snapshot.name.unicodeScalars.count) else {
            throw ImageError(.usage, "the name of an image of a server has 1 to 255 characters")
        }
        if let problem = MetadataRule.problem(snapshot.properties) {
            throw ImageError(.usage, "Nova does not take this property: \(problem)")
        }
    }

    private static func body(_ snapshot: SnapshotRequest) -> JSON {
        var action = JSONObject()
        action["name"] = .string(snapshot.name)
        if !snapshot.properties.isEmpty { action["metadata"] = MetadataRule.json(snapshot.properties) }
        return ["createImage": .object(action)]
    }

    /// The body tells it since microversion 2.45. Before, the last segment of `Location` does, which names a host that
    /// may be out of reach, and is never gone to.
    private static func imageID(_ response: ServiceResponse) throws(ImageError) -> Image.ID {
        let body = try? response.json()["image_id"]?.string
        let path = response.headers["Location"]?.prefix { $0 != "?" && $0 != "#" }
        guard let id = (body ?? path?.split(separator: "/").last.map(String.init))?.lowercased(), isID(id) else {
            throw ImageError(
                .protocol, "Nova makes an image and does not say which",
                details: response.requestID.map { ["request \($0)"] } ?? [], hint: "image list --sort created_at:desc")
        }
        return Image.ID(id)
    }

    /// A UUID.
    private static func isID(_ text: String) -> Bool {
        text.split(separator: "-", omittingEmptySubsequences: false).map(\.utf8.count) == [8, 4, 4, 4, 12]
            && text.allSatisfy { $0 == "-" || $0.isHexDigit }
    }

    private func snapshotRefusal(_ fault: ServiceFault, _ id: Server.ID, _ deed: String) -> ImageError {
        switch fault.status {
        case 404: noServer(id, fault)
        case 403: fault.error(.forbidden, "\(deed) failed: you may not do this, or a quota is reached")
        case 409:
            fault.error(
                .conflict, "\(deed) failed: its state forbids it, or something else is being done to it",
                hint: "server list")
        default: refusal(fault, deed)
        }
    }

    private func noServer(_ id: Server.ID, _ fault: ServiceFault? = nil) -> ImageError {
        ImageError(
            .notFound, "no server '\(id)' on \(info.name)", details: fault.map { [$0.detail] } ?? [],
            hint: "server list")
    }
}

/// Regular expressions as databases read them.
enum RegularExpression {
    /// An expression that matches this text and nothing else.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if "\\^$.|?*+()[]{}".unicodeScalars.contains(scalar) { result.append("\\") }
            result.unicodeScalars.append(scalar)
        }
        return result
    }
}
