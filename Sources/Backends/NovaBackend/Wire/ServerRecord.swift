internal import BackendKit
internal import JSONText

/// A server as Nova writes it.
enum ServerRecord {
    /// - Returns: `nil` for something without an ID.
    static func server(_ json: JSON) -> Server? {
        guard let id = json["id"]?.string, !id.isEmpty else { return nil }
        var server = Server(
            id: Server.ID(id), name: json["name"]?.string ?? "", status: json["status"]?.string ?? "UNKNOWN")
        // That of a server which starts from a volume is an empty text.
        server.image = json["image"]?["id"]?.string.map(Image.ID.init(_:))
        server.task = json["OS-EXT-STS:task_state"]?.string
        server.createdAt = json["created"]?.string.map(Timestamp.init(text:))
        return server
    }
}
