public import BackendKit

extension TestService: ServiceDescribing {
    public func formats() -> (disk: [DiskFormat], container: [ContainerFormat]) { ([.raw, .qcow2], [.bare]) }

    public func schema(_ name: String) throws -> [UInt8] {
        guard name == "member" else {
            throw ImageError(.notFound, "no schema '\(name)'", hint: "image schema show member")
        }
        return Array(
            """
            {"name": "member", "properties": {
                "member_id": {"type": "string", "description": "An identifier for the image member"},
                "status": {"type": "string", "description": "The status of this image member"},
                "schema": {"readOnly": true, "type": "string"}}}
            """.utf8)
    }

    public func information(_ name: String) throws -> [UInt8] {
        guard name == "import" else { throw ImageError(.unsupported, "this cloud has no information about '\(name)'") }
        return Array(#"{"import-methods": {"type": "array", "value": ["glance-direct"]}}"#.utf8)
    }

    public func usage() async throws -> [QuotaUsage] {
        let images = try await inner.images(matching: ImageQuery()).collect()
        let bytes = images.reduce(Int64(0)) { $0 + ($1.size ?? 0) }
        return [
            QuotaUsage(name: "image_size_total", limit: 1_000_000, usage: bytes >> 20),
            QuotaUsage(name: "image_count_total", limit: -1, usage: Int64(images.count)),
        ]
    }
}

extension TestService: LocationEditing {
    public func locations(of image: Image.ID) async throws -> [ImageLocation] {
        _ = try await self.image(image)
        return locationsByImage[image] ?? []
    }

    public func addLocation(_ location: ImageLocation, to image: Image.ID) async throws {
        let target = try await self.image(image)
        guard target.status == .queued else {
            throw ImageError(.conflict, "image '\(target.label)' has data already (status '\(target.status)')")
        }
        locationsByImage[image, default: []].append(location)
    }

    public func describeLocation(_ url: String, of image: Image.ID, as metadata: Properties) async throws {
        guard let index = try await locations(of: image).firstIndex(where: { $0.url == url }) else {
            throw ImageError(.notFound, "image \(image) has no location '\(url)'", hint: "image location list")
        }
        locationsByImage[image]?[index].metadata = metadata
    }

    public func removeLocation(_ url: String, from image: Image.ID) async throws {
        let known = try await locations(of: image)
        guard known.contains(where: { $0.url == url }) else {
            throw ImageError(.notFound, "image \(image) has no location '\(url)'", hint: "image location list")
        }
        guard known.count > 1 else { throw ImageError(.forbidden, "the last location of an image cannot be removed") }
        locationsByImage[image]?.removeAll { $0.url == url }
    }
}
