internal import BackendKit
internal import JSONText
internal import OpenStack

/// An image as Glance writes it: one flat object, in which every unknown key is a property.
struct ImageRecord: Sendable {
    let json: JSONObject
    let image: Image

    /// The answer to a call that gives one image.
    /// - Throws: ``ImageError`` with code `.protocol`.
    init(_ response: ServiceResponse) throws(ImageError) {
        let row = Self.row(try response.json())
        guard let record = row.record else {
            throw ImageError(
                .protocol, "the service described an image in a way nobody can read: \(row.problem ?? "")",
                details: response.requestID.map { ["request \($0)"] } ?? [])
        }
        self = record
    }

    /// The answer to a call about one image.
    /// - Throws: ``ImageError`` with code `.protocol`, also for the record of another image: a command that went on would
    ///   change or delete that one.
    init(_ response: ServiceResponse, of id: Image.ID) throws(ImageError) {
        try self.init(response)
        try response.require(image.id, for: id)
    }

    private init(_ json: JSONObject, id: String, status: String) {
        self.json = json
        var image = Image(id: Image.ID(id), status: Image.Status(rawValue: status))
        image.name = json["name"]?.string
        image.visibility = json["visibility"]?.string.map(Visibility.init(rawValue:))
        image.isProtected = json["protected"]?.bool
        image.isHidden = json["os_hidden"]?.bool
        image.diskFormat = json["disk_format"]?.string.map(DiskFormat.init(rawValue:))
        image.containerFormat = json["container_format"]?.string.map(ContainerFormat.init(rawValue:))
        image.minDisk = json["min_disk"]?.count
        image.minRAM = json["min_ram"]?.count
        image.size = json["size"]?.count
        image.virtualSize = json["virtual_size"]?.count
        // Both are kept in the letters in which somebody gave them with a location.
        image.checksum = json["checksum"]?.string?.lowercased()
        if let algorithm = json["os_hash_algo"]?.string, let value = json["os_hash_value"]?.string {
            image.hash = ImageHash(algorithm: algorithm, value: value.lowercased())
        }
        image.owner = json["owner"]?.string
        image.createdAt = json["created_at"]?.string.map(Timestamp.init(text:))
        image.updatedAt = json["updated_at"]?.string.map(Timestamp.init(text:))
        image.tags = (json["tags"]?.array ?? []).compactMap(\.string).sortedUniqueBytes()
        image.file = json["file"]?.string
        image.schema = json["schema"]?.string
        image.properties = Self.properties(of: json)
        self.image = image
    }

    /// Keys without a field, as text; a value that is no string is compact JSON. Locations are left out: they may hold
    /// credentials of a store.
    private static func properties(of json: JSONObject) -> Properties {
        var properties = Properties()
        for (name, value) in json {
            guard !RecordFields.base.contains(name) || RecordFields.shownAsProperties.contains(name) else { continue }
            properties[name] = value.string ?? (value == .null ? "" : value.text)
        }
        return properties
    }
}

extension ImageRecord {
    /// The status of a row nobody can read.
    static let unreadable = Image.Status(rawValue: "unreadable")

    /// One item of a list. A bad one is a row all the same, so that it hides no good ones.
    struct Row: Sendable {
        let image: Image
        let record: ImageRecord?
        /// What is wrong with a bad item.
        let problem: String?
    }

    static func row(_ json: JSON) -> Row {
        guard let object = json.object else { return bad("", "it is no object") }
        guard let id = object["id"]?.string, !id.isEmpty else { return bad("", "it has no ID") }
        guard let status = object["status"]?.string else { return bad(id, "it has no status") }
        let record = ImageRecord(object, id: id, status: status)
        return Row(image: record.image, record: record, problem: nil)
    }

    /// The same without the record.
    static func imageOfRow(_ json: JSON) -> (image: Image, problem: String?) {
        let row = row(json)
        return (row.image, row.problem)
    }

    private static func bad(_ id: String, _ problem: String) -> Row {
        Row(image: Image(id: Image.ID(id), status: unreadable), record: nil, problem: problem)
    }
}
