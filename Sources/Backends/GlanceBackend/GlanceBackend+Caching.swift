public import BackendKit
internal import HTTPTransport
internal import JSONText
internal import OpenStack

/// The image cache of the node that answers.
extension GlanceBackend: ImageCaching {
    public func cacheContents() async throws -> CacheContents {
        let response = try await ask(ServiceRequest(.get, ["cache"])) {
            self.cacheRefusal($0, "listing the cache")
        }
        return CacheRecord.contents(try response.json())
    }

    public func queueForCache(_ image: Image.ID) async throws {
        let deed = "queueing image \(image) for the cache"
        // Zed and later answer 202, Yoga 200.
        try await cacheCall(.put, try cachePath(image), image, deed, accepts: [200, 202]) { fault in
            guard fault.status == 400 else { return nil }
            return fault.error(.conflict, "\(deed) failed: it is not 'active'")
        }
    }

    public func removeFromCache(_ image: Image.ID) async throws {
        try await cacheCall(
            .delete, try cachePath(image), image, "removing image \(image) from the cache", accepts: [200, 204])
    }

    public func clearCache(_ part: CachePart?) async throws {
        var headers = HTTPHeaders()
        headers["x-image-cache-clear-target"] = part?.rawValue
        _ = try await ask(ServiceRequest(.delete, ["cache"], headers: headers, accepts: [200, 204])) {
            self.cacheRefusal($0, "clearing the cache")
        }
    }

    public func pruneCache() async throws -> (files: Int64, bytes: Int64) {
        let response = try await maintain("prune")
        let json = try response.json()
        return (json["total_files_pruned"]?.count ?? 0, json["total_bytes_pruned"]?.count ?? 0)
    }

    public func cleanCache() async throws { _ = try await maintain("clean") }

    public func cacheNodes(of image: Image.ID) async throws -> [String] {
        let path = ["cache", "nodes"] + (try cachePath(image)).suffix(1)
        let response = try await ask(ServiceRequest(.get, path)) { fault in
            if fault.status == 409 { return self.missing("record of which nodes cache what", fault) }
            return try await self.cacheRefusal(fault, of: image, "asking for the nodes that cache image \(image)")
        }
        return CacheRecord.nodes(try response.json())
    }

    private func maintain(_ action: String) async throws -> ServiceResponse {
        try await ask(
            ServiceRequest(.post, ["cache", action], body: .bytes([]), accepts: [200, 204], repeats: .freely)
        ) { self.cacheRefusal($0, "the cache's \(action)") }
    }

    private func cachePath(_ image: Image.ID) throws(ImageError) -> [String] {
        guard PathSegment.isSafe(image.rawValue) else { throw noImage(image) }
        return ["cache", image.rawValue]
    }

    private func cacheCall(
        _ method: HTTPRequest.Method, _ path: [String], _ image: Image.ID, _ deed: String, accepts: Set<Int>,
        special: (ServiceFault) -> ImageError? = { _ in nil }
    ) async throws {
        _ = try await ask(
            ServiceRequest(
                method, path, body: method == .put ? .bytes([]) : .none, accepts: accepts, repeats: .freely)
        ) { fault in
            if let error = special(fault) { return error }
            return try await self.cacheRefusal(fault, of: image, deed)
        }
    }

    /// Glance says 404 for a cache that is off, and for an image that is not there.
    private func cacheRefusal(_ fault: ServiceFault, of image: Image.ID, _ deed: String) async throws -> ImageError {
        if fault.status == 404, try await imageIfPresent(image) == nil { return noImage(image, fault) }
        return cacheRefusal(fault, deed)
    }

    private func cacheRefusal(_ fault: ServiceFault, _ deed: String) -> ImageError {
        fault.status == 404 || fault.status == 405 ? missing("image cache", fault) : refusal(fault, deed)
    }
}
