internal import BackendKit
internal import JSONText

/// A new record as Glance reads it.
enum ImageBody {
    /// - Throws: ``ImageError`` with code `.usage` for a property that would change a field.
    static func json(_ draft: ImageDraft, id: Image.ID) throws(ImageError) -> JSON {
        var body = JSONObject()
        body["id"] = .string(id.rawValue)
        body["name"] = draft.name.map(JSON.string)
        body["visibility"] = draft.visibility.map { .string($0.rawValue) }
        body["disk_format"] = draft.diskFormat.map { .string($0.rawValue) }
        body["container_format"] = draft.containerFormat.map { .string($0.rawValue) }
        body["owner"] = draft.owner.map(JSON.string)
        // Defaults stay out: an old service would take a field it does not know for a property.
        if draft.isProtected { body["protected"] = true }
        if draft.isHidden { body["os_hidden"] = true }
        if draft.minDisk != 0 { body["min_disk"] = .integer(draft.minDisk) }
        if draft.minRAM != 0 { body["min_ram"] = .integer(draft.minRAM) }
        if !draft.tags.isEmpty { body["tags"] = .array(draft.tags.sortedUniqueBytes().map(JSON.string)) }
        for property in draft.properties {
            try RecordFields.check(property: property.name)
            body[property.name] = .string(property.value)
        }
        return .object(body)
    }

    /// Whether a record is the one the draft asked for.
    static func matches(_ image: Image, _ draft: ImageDraft) -> Bool {
        (image.name ?? "").hasSameBytes(as: draft.name ?? "") && image.diskFormat == draft.diskFormat
            && image.containerFormat == draft.containerFormat
            && draft.properties.allSatisfy { image.properties[$0.name]?.hasSameBytes(as: $0.value) == true }
    }
}
