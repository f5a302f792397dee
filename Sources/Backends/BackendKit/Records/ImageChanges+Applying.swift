extension ImageChanges {
    /// Looks at the new values alone.
    /// - Throws: ``ImageError`` with code `.usage` for one beyond the limits of the Image API.
    public func check() throws(ImageError) {
        try ValueRules.check(name: name)
        try ValueRules.check(visibility: visibility)
        try ValueRules.check(minimum: minDisk, "min_disk")
        try ValueRules.check(minimum: minRAM, "min_ram")
        for tag in addedTags { try ValueRules.check(tag: tag) }
        for property in setProperties { try ValueRules.check(property: property.name, value: property.value) }
    }

    /// Looks whether the image can be changed so.
    /// - Throws: ``ImageError``: `.conflict` for a format of an image with data; `.notFound` for a tag or property to
    ///   remove; `.usage` for too many of them.
    public func check(against image: Image) throws(ImageError) {
        if diskFormat != nil || containerFormat != nil, image.status != .queued {
            throw ImageError(
                .conflict,
                "image '\(image.label)' has data (status '\(image.status)'); its formats cannot change any more")
        }
        for tag in removedTags where !image.tags.contains(where: { $0.hasSameBytes(as: tag) }) {
            throw lack(ofTag: tag, on: image)
        }
        for name in removedProperties where image.properties[name] == nil {
            throw lack(ofProperty: name, on: image)
        }
        let tags = (image.tags + addedTags).sortedUniqueBytes().count - removedTags.count
        try ValueRules.check(count: tags, "tags")
        let names = image.properties.names + setProperties.names
        try ValueRules.check(count: names.sortedUniqueBytes().count - removedProperties.count, "properties")
    }

    /// The image with these changes, all of them or none.
    /// - Throws: as ``check()`` and ``check(against:)``.
    public func applied(to image: Image, at time: Timestamp) throws(ImageError) -> Image {
        try check()
        try check(against: image)
        var image = image
        image.name = name ?? image.name
        image.visibility = visibility ?? image.visibility
        image.isProtected = isProtected ?? image.isProtected
        image.isHidden = isHidden ?? image.isHidden
        image.diskFormat = diskFormat ?? image.diskFormat
        image.containerFormat = containerFormat ?? image.containerFormat
        image.minDisk = minDisk ?? image.minDisk
        image.minRAM = minRAM ?? image.minRAM
        image.owner = owner ?? image.owner
        image.tags = (image.tags + addedTags).sortedUniqueBytes().filter { tag in
            !removedTags.contains { $0.hasSameBytes(as: tag) }
        }
        for name in removedProperties { image.properties[name] = nil }
        for (name, value) in setProperties { image.properties[name] = value }
        image.updatedAt = time
        return image
    }
}
