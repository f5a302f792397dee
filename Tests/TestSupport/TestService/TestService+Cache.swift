public import BackendKit

extension TestService: ImageCaching {
    public func cacheContents() -> CacheContents { CacheContents(cached: cached, queued: queuedForCache) }

    public func queueForCache(_ image: Image.ID) async throws {
        let target = try await self.image(image)
        guard target.status == .active else {
            throw ImageError(.conflict, "image '\(target.label)' is '\(target.status)', not 'active'")
        }
        if !queuedForCache.contains(image), !cached.contains(where: { $0.image == image }) {
            queuedForCache.append(image)
        }
    }

    /// Caches what waits, at this moment.
    public func fillCache(at seconds: Double) async throws {
        for image in queuedForCache {
            var entry = CacheContents.Entry(image: image)
            entry.size = try await self.image(image).size
            entry.hits = 0
            entry.lastAccessed = seconds
            entry.lastModified = seconds.rounded(.down)
            cached.append(entry)
        }
        queuedForCache = []
    }

    public func removeFromCache(_ image: Image.ID) {
        queuedForCache.removeAll { $0 == image }
        cached.removeAll { $0.image == image }
    }

    public func clearCache(_ part: CachePart?) {
        if part != .queue { cached = [] }
        if part != .cache { queuedForCache = [] }
    }

    /// This cache may hold nothing.
    public func pruneCache() -> (files: Int64, bytes: Int64) {
        let pruned = (files: Int64(cached.count), bytes: cached.reduce(0) { $0 + ($1.size ?? 0) })
        cached = []
        return pruned
    }

    public func cleanCache() {
        // An image that was never read is what this cache calls invalid.
        cached.removeAll { $0.hits == 0 }
    }

    public func cacheNodes(of image: Image.ID) -> [String] {
        cached.contains { $0.image == image } ? ["http://127.0.0.1:9293"] : []
    }
}
