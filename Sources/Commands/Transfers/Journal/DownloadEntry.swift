public import BackendKit
internal import JSONText

/// What is remembered of a download, so that a later process can go on with it. Holds no secret, no user's name and
/// no query of an address.
public struct DownloadEntry: Sendable, Equatable, Identifiable {
    /// Eight hexadecimal digits.
    public let id: String
    /// What `backend use` takes.
    public let backend: String
    /// The directory or address behind it.
    public let location: String
    public let image: Image.ID
    public let imageName: String?
    public let size: Int64?
    public let hash: ImageHash?
    public let checksum: String?
    public let createdAt: String?
    /// The file that shall come of it, from the root.
    public let destination: String
    /// Whether it may replace what is there.
    public internal(set) var replaces: Bool
    /// The hidden file in which the data gathers.
    public let part: String
    /// The inode of the directory that holds it, which tells a disk from the empty place it is mounted at; `nil` when it was
    /// not written down.
    var directory: UInt64?
    public let startedAt: Timestamp
    /// The process at work on it; `nil` when one gave it up in good order.
    var process: ProcessIdentity?
    /// Where the last process that was at work on it is; `nil` when it was not written down.
    var place: ProcessPlace?

    /// The machine whose files these may be; `nil` is this one.
    var otherHost: String? {
        guard let place else { return nil }
        return place.host != ProcessPlace.current.host || process?.life(at: place) == .unseen ? place.host : nil
    }

    /// Whether it is the same data: of an image that was not made anew, with the same size and hash.
    func describes(_ other: Image, at location: String) -> Bool {
        image == other.id && self.location == location && size == other.size && hash == other.hash
            && checksum == other.checksum && createdAt == other.createdAt?.text
    }
}

extension DownloadEntry {
    var json: JSON {
        var object = JSONObject()
        let texts: [(String, String?)] = [
            ("kind", "download"), ("id", id), ("backend", backend), ("location", location), ("image", image.rawValue),
            ("name", imageName), ("os_hash_algo", hash?.algorithm), ("os_hash_value", hash?.value),
            ("checksum", checksum), ("created_at", createdAt), ("destination", destination), ("part", part),
            ("started_at", startedAt.text), ("process", process?.text),
            ("directory", directory.map { String($0) }), ("place", place?.text),
        ]
        for (name, value) in texts { object[name] = value.map { .string($0) } ?? .null }
        object["size"] = size.map { .integer($0) } ?? .null
        object["replaces"] = .bool(replaces)
        return .object(object)
    }

    /// - Returns: `nil` for what is no entry of a kind that is known here.
    init?(_ json: JSON) {
        guard json["kind"]?.string == "download", let id = json["id"]?.string,
            let backend = json["backend"]?.string, let location = json["location"]?.string,
            let image = json["image"]?.string, let destination = json["destination"]?.string,
            let part = json["part"]?.string, Self.isPart(part)
        else { return nil }
        self.id = id
        self.backend = backend
        self.location = location
        self.image = Image.ID(image)
        imageName = json["name"]?.string
        size = json["size"]?.count
        if let algorithm = json["os_hash_algo"]?.string, let value = json["os_hash_value"]?.string {
            hash = ImageHash(algorithm: algorithm, value: value)
        } else {
            hash = nil
        }
        checksum = json["checksum"]?.string
        createdAt = json["created_at"]?.string
        self.destination = destination
        replaces = json["replaces"]?.bool ?? false
        self.part = part
        directory = json["directory"]?.string.flatMap { UInt64($0) }
        startedAt = Timestamp(text: json["started_at"]?.string ?? "")
        process = json["process"]?.string.map(ProcessIdentity.init(text:))
        place = json["place"]?.string.map(ProcessPlace.init(text:))
    }
}

extension DownloadEntry {
    /// Whether a path has the form of a hidden file of ours: nothing else is ever removed on an entry's word.
    private static func isPart(_ path: String) -> Bool {
        guard path.hasPrefix("/"), path.hasSuffix(".part"), !path.utf8.contains(0),
            let slash = path.utf8.lastIndex(of: 0x2F)
        else { return false }
        return path[path.index(after: slash)...].hasPrefix(".") && path.contains(".imgsh-")
    }
}
