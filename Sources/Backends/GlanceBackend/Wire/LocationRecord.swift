internal import BackendKit
internal import JSONText

/// Locations as Glance reads and writes them.
enum LocationRecord {
    static func location(_ json: JSON) -> ImageLocation? {
        guard let url = json["url"]?.string else { return nil }
        var location = ImageLocation(url: url)
        for (name, value) in json["metadata"]?.object ?? JSONObject() {
            location.metadata[name] = value.string ?? value.text
        }
        let known = json["validation_data"]
        if let algorithm = known?["os_hash_algo"]?.string, let value = known?["os_hash_value"]?.string {
            location.hash = ImageHash(algorithm: algorithm, value: value.lowercased())
        }
        location.checksum = known?["checksum"]?.string?.lowercased()
        return location
    }

    /// The body of the call for locations, which takes no metadata.
    static func body(_ location: ImageLocation) -> JSON {
        var body = JSONObject()
        body["url"] = .string(location.url)
        body["validation_data"] = validation(location, withChecksum: false)
        return .object(body)
    }

    /// The value of a patch, which must have metadata.
    static func patch(_ location: ImageLocation) -> JSON {
        var body = JSONObject()
        body["url"] = .string(location.url)
        body["metadata"] = metadata(location.metadata)
        body["validation_data"] = validation(location, withChecksum: true)
        return .object(body)
    }

    static func metadata(_ entries: Properties) -> JSON {
        var metadata = JSONObject()
        for entry in entries { metadata[entry.name] = .string(entry.value) }
        return .object(metadata)
    }

    /// In small letters: the service compares them with its own as text, and some tools print capitals.
    private static func validation(_ location: ImageLocation, withChecksum: Bool) -> JSON? {
        var data = JSONObject()
        if let hash = location.hash {
            data["os_hash_algo"] = .string(hash.algorithm)
            data["os_hash_value"] = .string(hash.value.lowercased())
        }
        if withChecksum { data["checksum"] = location.checksum.map { .string($0.lowercased()) } }
        return data.count == 0 ? nil : .object(data)
    }
}
