public import BackendKit
internal import JSONText

/// What is remembered of an image that an upload makes, so that its record is known of when the process is killed. Holds
/// no secret, no user's name and no query of an address.
public struct UploadEntry: Sendable, Equatable, Identifiable {
    /// Eight hexadecimal digits.
    public let id: String
    /// What `backend use` takes.
    public let backend: String
    /// The address behind it.
    public internal(set) var location: String
    public let image: Image.ID
    public let imageName: String?
    /// What the data comes from, as it was named.
    public let source: String
    public let size: Int64?
    public let startedAt: Timestamp
    /// Whether the image has all of its data, and lacks only the protection that it was to have.
    public internal(set) var isUnprotected = false
    /// The process at work on it; `nil` when one gave it up in good order.
    var process: ProcessIdentity?
    /// Where that process is; `nil` when it was not written down.
    var place: ProcessPlace?
}

extension UploadEntry {
    var json: JSON {
        var object = JSONObject()
        let texts: [(String, String?)] = [
            ("kind", "upload"), ("id", id), ("backend", backend), ("location", location), ("image", image.rawValue),
            ("name", imageName), ("source", source), ("started_at", startedAt.text), ("process", process?.text),
            ("place", place?.text),
        ]
        for (name, value) in texts { object[name] = value.map { .string($0) } ?? .null }
        if isUnprotected { object["unprotected"] = true }
        object["size"] = size.map { .integer($0) } ?? .null
        return .object(object)
    }

    /// - Returns: `nil` for what is no entry of an upload.
    init?(_ json: JSON) {
        guard json["kind"]?.string == "upload", let id = json["id"]?.string, let backend = json["backend"]?.string,
            let location = json["location"]?.string, let image = json["image"]?.string,
            let source = json["source"]?.string
        else { return nil }
        self.id = id
        self.backend = backend
        self.location = location
        self.image = Image.ID(image)
        imageName = json["name"]?.string
        self.source = source
        size = json["size"]?.count
        startedAt = Timestamp(text: json["started_at"]?.string ?? "")
        isUnprotected = json["unprotected"]?.bool == true
        process = json["process"]?.string.map(ProcessIdentity.init(text:))
        place = json["place"]?.string.map(ProcessPlace.init(text:))
    }
}
