internal import BackendKit
internal import JSONText

/// A list of images as lines of JSON: whose it is, then an image a line, with what completion shows of it.
enum KeptNamesFile {
    private static let version: Int64 = 1

    static func bytes(_ list: KeptNames.List, of identity: String, now: Int64) -> [UInt8] {
        let head: JSON = [
            "version": .integer(version), "identity": .string(identity),
            "listed": .integer(now - list.age.components.seconds), "checked": .integer(now),
            "milliseconds": .integer(Int64(list.effort / .milliseconds(1))),
        ]
        var bytes = head.bytes
        for image in list.images {
            bytes.append(UInt8(ascii: "\n"))
            bytes += json(of: image).bytes
        }
        return bytes
    }

    /// - Returns: `nil` when this is no list, or another's, or from the future.
    static func list(in bytes: [UInt8], of identity: String, now: Int64) -> KeptNames.List? {
        var lines = bytes.split(separator: UInt8(ascii: "\n"))[...]
        guard let first = lines.popFirst(), let head = try? JSONReader.value(of: Array(first)),
            head["version"]?.count == version, head["identity"]?.string?.hasSameBytes(as: identity) == true,
            let listed = head["listed"]?.count, let checked = head["checked"]?.count,
            listed <= checked, checked <= now, let effort = head["milliseconds"]?.count
        else { return nil }
        var images: [Image] = []
        images.reserveCapacity(lines.count)
        for line in lines {
            guard let json = try? JSONReader.value(of: Array(line)), let image = image(json) else { return nil }
            images.append(image)
        }
        return KeptNames.List(
            images: images, age: .seconds(now - listed), effort: .milliseconds(effort),
            sinceChecked: .seconds(now - checked))
    }

    private static func json(of image: Image) -> JSON {
        var fields = JSONObject()
        fields["id"] = .string(image.id.rawValue)
        fields["name"] = image.name.map { .string($0) }
        fields["status"] = .string(image.status.rawValue)
        fields["size"] = image.size.map { .integer($0) }
        fields["created"] = image.createdAt.map { .string($0.text) }
        fields["updated"] = image.updatedAt.map { .string($0.text) }
        if !image.tags.isEmpty { fields["tags"] = .array(image.tags.map { .string($0) }) }
        if !image.properties.isEmpty {
            var properties = JSONObject()
            for property in image.properties { properties[property.name] = .string(property.value) }
            fields["properties"] = .object(properties)
        }
        return .object(fields)
    }

    private static func image(_ json: JSON) -> Image? {
        guard let id = json["id"]?.string, let status = json["status"]?.string else { return nil }
        var image = Image(id: Image.ID(id), name: json["name"]?.string, status: Image.Status(rawValue: status))
        image.size = json["size"]?.count
        image.createdAt = json["created"]?.string.map { Timestamp(text: $0) }
        image.updatedAt = json["updated"]?.string.map { Timestamp(text: $0) }
        image.tags = (json["tags"]?.array ?? []).compactMap(\.string).sortedUniqueBytes()
        for property in json["properties"]?.object ?? JSONObject() {
            image.properties[property.name] = property.value.string
        }
        return image
    }
}
