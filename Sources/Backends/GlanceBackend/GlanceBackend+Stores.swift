public import BackendKit
internal import HTTPTransport
internal import OpenStack

/// Choosing among stores.
extension GlanceBackend: StoreChoosing {
    public func stores(details: Bool) async throws -> [Store] {
        let request = ServiceRequest(.get, details ? ["info", "stores", "detail"] : ["info", "stores"])
        let response = try await ask(request) { fault in
            // The stores may be told although their details are not.
            guard fault.status == 404 else { return self.refusal(fault, "listing the stores") }
            return self.missing(details ? "details of stores" : "stores to choose among", fault)
        }
        return try response.items("stores").compactMap(StoreRecord.store)
    }

    public func upload(_ data: ByteStream, to image: Image.ID, in store: Store.ID) async throws -> Image {
        // A service with a single store ignores the name of one, and a wrong name would be refused only after the
        // data was on its way.
        let known = try await stores(details: false).map(\.id)
        guard known.contains(where: { $0.hasSameBytes(as: store) }) else {
            throw ImageError(.usage, Self.unknown(store, among: known), hint: "stores list")
        }
        return try await DataUpload(backend: self, id: image, target: .store(store)).send(data)
    }

    static func unknown(_ store: Store.ID, among known: [Store.ID]) -> String {
        "this cloud has no store '\(store)' (\(known.joined(separator: ", ")))"
    }

    public func deleteData(of image: Image.ID, in store: Store.ID) async throws {
        guard PathSegment.isSafe(store), PathSegment.isSafe(image.rawValue) else {
            throw ImageError(.notFound, "image '\(image)' is not in store '\(store)'")
        }
        let deed = "deleting the data of image \(image) in store '\(store)'"
        try await change(
            ServiceRequest(
                .delete, ["stores", store, image.rawValue], kind: .work, accepts: [204], repeats: .whenUntouched), deed,
            look: { try await self.image(image).stores?.contains(store) == false ? () : nil },
            answer: { _ in },
            refusal: { fault in
                switch fault.status {
                case 404:
                    _ = try await self.stores(details: false)
                    guard let found = try await self.imageIfPresent(image) else { return self.noImage(image, fault) }
                    return fault.error(.notFound, "image '\(found.label)' is not in store '\(store)'")
                // Glance says 403 for the last copy as well.
                case 403:
                    guard let found = try await self.imageIfPresent(image), found.stores == [store] else { break }
                    return fault.error(
                        .conflict,
                        "store '\(store)' holds the only copy of image '\(found.label)'; nothing was deleted",
                        hint: "image delete \(image)")
                // And 409 for a store it does not know, as for an image that is in use.
                case 409:
                    let known = try await self.stores(details: false).map(\.id)
                    guard !known.contains(where: { $0.hasSameBytes(as: store) }) else { break }
                    return fault.error(.usage, Self.unknown(store, among: known), hint: "stores list")
                default: break
                }
                return self.refusal(fault, of: image, deed)
            })
    }
}

extension Image {
    /// The stores that hold the data; `nil` when the service has a single, nameless one.
    var stores: [Store.ID]? { properties["stores"].map(Self.words) }

    /// The words of a list that is separated by commas, as Glance writes lists into properties.
    static func words(_ text: String) -> [String] {
        text.split(separator: ",").map { word in
            String(word.drop(while: { $0 == " " }).reversed().drop(while: { $0 == " " }).reversed())
        }.filter { !$0.isEmpty }
    }
}
