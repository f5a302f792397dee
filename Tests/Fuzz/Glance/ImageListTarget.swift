import BackendKit
import GlanceBackend
import JSONText

extension FuzzTarget {
    /// The pages of a list, from the bytes to the images that a command gets.
    static let imageList = FuzzTarget(awaiting: "image-list", longest: 8192) { bytes in
        let client = AnsweringClient(bytes)
        let backend = GlanceBackend(
            client: client, info: BackendInfo(kind: "glance", name: "glance", location: ""), pause: { _ in })
        var query = ImageQuery()
        query.hidden = .both
        var images: [Image] = []
        var isWhole = false
        do {
            for try await page in backend.images(matching: query) {
                try promise(!page.isEmpty, "a page has images")
                images += page
            }
            isWhole = true
        } catch is ImageError {}
        try promise(client.count <= 200, "a list ends: \(client.count) requests")
        var seen: Set<[UInt8]> = []
        for image in images {
            try check(image)
            guard !image.id.rawValue.isEmpty else { continue }
            // Two lanes, of shown and of hidden images, may each give an image that a service has in both.
            seen.insert(Array(image.id.rawValue.utf8))
        }
        guard isWhole, let first = AnsweringClient.bodies(bytes).first,
            let items = (try? JSONReader.value(of: first))?["images"]?.array, bytes.first != UInt8(ascii: "!")
        else { return }
        for item in items {
            guard let id = item["id"]?.string, !id.isEmpty, item["status"]?.string != nil else { continue }
            try promise(seen.contains(Array(id.utf8)), "a bad item hides no good one: '\(id)'")
        }
    }

    /// What commands rely on in an image, whoever described it.
    static func check(_ image: Image) throws {
        for count in [image.size, image.virtualSize, image.minDisk, image.minRAM] {
            try promise(count ?? 0 >= 0, "nothing that is counted is negative")
        }
        let tags = image.tags.map { Array($0.utf8) }
        try promise(tags == Set(tags).sorted { $0.lexicographicallyPrecedes($1) }, "tags come once, in byte order")
        for date in [image.createdAt, image.updatedAt] { _ = date?.secondsSince1970 }
        try promise(!image.label.isEmpty || image.id.rawValue.isEmpty, "an image can be named")
    }
}
