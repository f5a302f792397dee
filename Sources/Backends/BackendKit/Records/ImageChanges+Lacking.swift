extension ImageChanges {
    /// What to say when an image has not the tag that was to be removed.
    public func lack(ofTag tag: String, on image: Image) -> ImageError { lack(of: "tag '\(tag)'", on: image) }

    /// The same of a property.
    public func lack(ofProperty name: String, on image: Image) -> ImageError {
        lack(of: "property '\(name)'", on: image)
    }

    /// Changes are made all or none: where there was more to do, that was not done either.
    private func lack(of what: String, on image: Image) -> ImageError {
        let end = isOneRemoval ? "" : "; nothing was changed"
        return ImageError(.notFound, "image '\(image.label)' has no \(what)\(end)")
    }

    private var isOneRemoval: Bool {
        var others = self
        (others.removedTags, others.removedProperties) = ([], [])
        return others.isEmpty && removedTags.count + removedProperties.count == 1
    }
}
