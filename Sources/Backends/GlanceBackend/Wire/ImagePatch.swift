internal import BackendKit
internal import JSONText

/// Changes of a record as a JSON patch (`application/openstack-images-v2.1-json-patch`), which Glance makes wholly or
/// not at all.
struct ImagePatch: Sendable {
    static let mediaType = "application/openstack-images-v2.1-json-patch"

    private(set) var operations: [JSON] = []

    /// - Parameter tags: all tags the image shall have, when they change.
    /// - Throws: ``ImageError`` with code `.usage` for a name that is no property.
    init(_ changes: ImageChanges, tags: [String]?) throws(ImageError) {
        replace("name", changes.name.map(JSON.string))
        replace("visibility", changes.visibility.map { .string($0.rawValue) })
        replace("protected", changes.isProtected.map(JSON.bool))
        replace("os_hidden", changes.isHidden.map(JSON.bool))
        replace("disk_format", changes.diskFormat.map { .string($0.rawValue) })
        replace("container_format", changes.containerFormat.map { .string($0.rawValue) })
        replace("min_disk", changes.minDisk.map(JSON.integer))
        replace("min_ram", changes.minRAM.map(JSON.integer))
        replace("owner", changes.owner.map(JSON.string))
        replace("tags", tags.map { .array($0.map(JSON.string)) })
        for property in changes.setProperties {
            try RecordFields.check(patchedProperty: property.name)
            // `add` also replaces what is there; `replace` would need it to be there.
            append("add", property.name, .string(property.value))
        }
        // Removed once it is not there for a second time.
        for name in changes.removedProperties.sortedUniqueBytes() {
            try RecordFields.check(patchedProperty: name)
            append("remove", name, nil)
        }
    }

    /// One operation on a path of several segments.
    init(_ operation: String, at path: [String], _ value: JSON?) {
        operations = [Self.operation(operation, path, value)]
    }

    var bytes: [UInt8] { JSON.array(operations).bytes }

    private mutating func replace(_ field: String, _ value: JSON?) {
        if let value { append("replace", field, value) }
    }

    private mutating func append(_ operation: String, _ name: String, _ value: JSON?) {
        operations.append(Self.operation(operation, [name], value))
    }

    private static func operation(_ operation: String, _ path: [String], _ value: JSON?) -> JSON {
        var object = JSONObject()
        object["op"] = .string(operation)
        object["path"] = .string(path.map { "/" + escaped($0) }.joined())
        object["value"] = value
        return .object(object)
    }

    /// As RFC 6901 says: `~` first, so that the tilde of `~1` is not escaped again.
    private static func escaped(_ name: String) -> String {
        var text = ""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "~": text += "~0"
            case "/": text += "~1"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}

extension ImageChanges {
    /// Whether an image is as the changes want it.
    func areMade(in image: Image) -> Bool {
        func has<Value: Equatable>(_ wanted: Value?, _ found: Value?) -> Bool { wanted == nil || wanted == found }
        func hasTag(_ tag: String) -> Bool { image.tags.contains { $0.hasSameBytes(as: tag) } }
        return (name == nil || image.name?.hasSameBytes(as: name ?? "") == true)
            && has(visibility, image.visibility) && has(isProtected, image.isProtected)
            && has(isHidden, image.isHidden) && has(diskFormat, image.diskFormat)
            && has(containerFormat, image.containerFormat) && has(minDisk, image.minDisk)
            && has(minRAM, image.minRAM) && has(owner, image.owner)
            && addedTags.allSatisfy { tag in removedTags.contains { $0.hasSameBytes(as: tag) } || hasTag(tag) }
            && !removedTags.contains(where: hasTag)
            && setProperties.allSatisfy { property in
                removedProperties.contains { $0.hasSameBytes(as: property.name) }
                    || image.properties[property.name]?.hasSameBytes(as: property.value) == true
            }
            && removedProperties.allSatisfy { image.properties[$0] == nil }
    }
}
