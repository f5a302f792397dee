internal import BackendKit
internal import JSONText

/// The contents of a cache as Glance writes them.
enum CacheRecord {
    static func contents(_ json: JSON) -> CacheContents {
        CacheContents(
            cached: (json["cached_images"]?.array ?? []).compactMap(entry),
            queued: (json["queued_images"]?.array ?? []).compactMap(\.string).map(Image.ID.init(_:)))
    }

    private static func entry(_ json: JSON) -> CacheContents.Entry? {
        guard let image = json["image_id"]?.string else { return nil }
        var entry = CacheContents.Entry(image: Image.ID(image))
        entry.hits = json["hits"]?.count
        entry.size = json["size"]?.count
        entry.lastAccessed = seconds(json["last_accessed"])
        entry.lastModified = seconds(json["last_modified"])
        return entry
    }

    private static func seconds(_ json: JSON?) -> Double? {
        switch json {
        case .integer(let number): Double(number)
        case .number(let number): number
        default: nil
        }
    }

    /// The nodes that hold an image: a list of addresses, bare or as a member.
    static func nodes(_ json: JSON) -> [String] {
        let list = json.array ?? json.object?.lazy.compactMap(\.value.array).first ?? []
        return list.compactMap { $0.string ?? $0["node_reference_url"]?.string ?? $0["node"]?.string }
    }
}
