internal import BackendKit

/// A query, taken apart into what Nova filters by and what is left to us.
struct ImageSelection: Sendable {
    let query: ImageQuery
    /// The order, complete.
    let sort: [SortKey]

    /// - Throws: ``ImageError`` with code `.unsupported` that names what Nova does not tell, so that nothing can be
    ///   listed by it.
    init(_ query: ImageQuery, of backend: NovaBackend) throws(ImageError) {
        self.query = query
        sort = ImageOrder.completed(query.sort)
        var untold: [String] = []
        if query.visibility != nil { untold.append("visibility") }
        if query.memberStatus != nil { untold.append("member status") }
        if query.checksum != nil { untold.append("checksum") }
        if query.hashValue != nil { untold.append("hash") }
        if query.owner != nil { untold.append("project") }
        if !query.tags.isEmpty { untold.append("tag") }
        if query.hidden == .hidden { untold.append("being hidden") }
        for key in query.sort where [.diskFormat, .containerFormat].contains(key.field) {
            untold.append(key.field.rawValue)
        }
        guard untold.isEmpty else {
            throw ImageError(
                .unsupported,
                "the nova backend cannot list images by \(untold.joined(separator: ", ")): Nova does not tell it",
                hint: backend.otherway)
        }
        if let status = query.status, !NovaStatus.told.contains(status) {
            let words = NovaStatus.told.map(\.rawValue).joined(separator: ", ")
            throw ImageError(
                .unsupported, "the nova backend cannot tell images with status '\(status)' from others",
                details: ["Nova tells: \(words)"], hint: backend.otherway)
        }
    }

    /// Whether the order is the one Nova gives the images in, which no parameter changes.
    var isInNativeOrder: Bool {
        sort == [SortKey(.createdAt, .descending), SortKey(.id, .descending)]
    }

    /// Properties with a parameter of their own. One for properties in general, `property-…`, loses the first letters
    /// of many names (nova/image/glance.py strips a set of characters, not a prefix), so the rest is left to us.
    private static let parametersOfProperties = [("instance_uuid", "server"), ("image_type", "type")]

    /// Whether the service can compare the text. A colon makes an operator of what stands before it, a slash is cut
    /// at, and a database may refuse a character beyond U+FFFF.
    private static func isComparable(_ text: String) -> Bool {
        !text.isEmpty && text.unicodeScalars.allSatisfy { $0.value <= 0xFFFF && $0 != ":" && $0 != "/" }
    }

    private var sentName: String? {
        // A slash is cut at in a server alone.
        query.name.flatMap { Self.isComparable($0.replacing("/", with: "")) ? $0 : nil }
    }

    /// The parameters of the list, without marker and limit.
    var parameters: [(name: String, value: String)] {
        var parameters: [(name: String, value: String)] = []
        if let sentName { parameters.append(("name", sentName)) }
        // `SAVING` would find `saving` alone, and other words nothing.
        if query.status == .active { parameters.append(("status", "ACTIVE")) }
        if let moment = query.changedSince { parameters.append(("changes-since", moment.text)) }
        for (property, parameter) in Self.parametersOfProperties {
            guard let value = query.properties[property], Self.isComparable(value) else { continue }
            parameters.append((parameter, value))
        }
        return parameters
    }

    /// Whether the service may give many images that do not match.
    var filtersMuch: Bool {
        query.idPrefix != nil || query.minDisk != nil || query.minRAM != nil || !query.properties.isEmpty
            || query.name != nil && sentName == nil || query.status != nil && query.status != .active
    }

    /// Whether an image matches.
    func accepts(_ image: Image) -> Bool {
        query.acceptsClosely(image) && (query.status ?? image.status) == image.status && query.isChangedInTime(image)
    }
}
