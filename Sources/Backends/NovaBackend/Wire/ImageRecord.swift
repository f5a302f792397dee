internal import BackendKit
internal import JSONText
internal import OpenStack

/// An image as Nova writes it (Compute API, "Images").
enum ImageRecord {
    /// The status of a row nobody can read.
    static let unreadable = Image.Status(rawValue: "unreadable")

    /// What Nova says nothing about.
    static let untold = Set(Image.Field.allCases)

    /// The answer to a call that gives one image.
    /// - Throws: ``ImageError`` with code `.protocol`.
    static func image(_ response: ServiceResponse) throws(ImageError) -> Image {
        let row = Self.row(try response.json()["image"] ?? .null)
        guard let problem = row.problem else { return row.image }
        throw ImageError(
            .protocol, "the service described an image in a way nobody can read: \(problem)",
            details: response.requestID.map { ["request \($0)"] } ?? [])
    }

    /// One item of a list. A bad one is a row all the same, so that it hides no good ones.
    static func row(_ json: JSON) -> (image: Image, problem: String?) {
        guard let object = json.object else { return bad("", "it is no object") }
        guard let id = object["id"]?.string, !id.isEmpty else { return bad("", "it has no ID") }
        guard let status = object["status"]?.string else { return bad(id, "it has no status") }
        var image = Image(id: Image.ID(id), status: NovaStatus.status(status))
        image.name = object["name"]?.string
        image.minDisk = object["minDisk"]?.count
        image.minRAM = object["minRam"]?.count
        // 0 is also what Nova says when it does not know.
        image.size = object["OS-EXT-IMG-SIZE:size"]?.count.flatMap { $0 > 0 ? $0 : nil }
        image.createdAt = object["created"]?.string.map(Timestamp.init(text:))
        image.updatedAt = object["updated"]?.string.map(Timestamp.init(text:))
        image.properties = properties(object["metadata"]?.object)
        image.untold = untold
        return (image, nil)
    }

    /// Nova decodes `block_device_mapping` and `mappings`: a value that is no string is compact JSON.
    static func properties(_ metadata: JSONObject?) -> Properties {
        var properties = Properties()
        for (name, value) in metadata ?? JSONObject() {
            properties[name] = value.string ?? (value == .null ? "" : value.text)
        }
        return properties
    }

    private static func bad(_ id: String, _ problem: String) -> (image: Image, problem: String?) {
        var image = Image(id: Image.ID(id), status: unreadable)
        image.untold = untold
        return (image, problem)
    }
}

/// Nova's words for the status of an image, which are fewer than the image service's: `SAVING` is also what it says of
/// an image that is `queued`, and `UNKNOWN` of one that is staged, imported or deactivated.
enum NovaStatus {
    /// Those Nova says.
    static let told: [Image.Status] = [.active, .saving, .error, .deleted, .unknown]

    static func status(_ word: String) -> Image.Status { Image.Status(rawValue: word.lowercased()) }
}

extension Image.Status {
    static let error = Image.Status(rawValue: "error")
    static let unknown = Image.Status(rawValue: "unknown")
}
