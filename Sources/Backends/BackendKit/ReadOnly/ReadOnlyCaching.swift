/// A cache to look at.
struct ReadOnlyCaching: ImageCaching {
    let base: any ImageCaching

    func cacheContents() async throws -> CacheContents { try await base.cacheContents() }
    func cacheNodes(of image: Image.ID) async throws -> [String] { try await base.cacheNodes(of: image) }

    func queueForCache(_ image: Image.ID) async throws {
        throw ReadOnlyBackend.refusal("image '\(image)' was not queued")
    }

    func removeFromCache(_ image: Image.ID) async throws {
        throw ReadOnlyBackend.refusal("image '\(image)' stays in the cache")
    }

    func clearCache(_ part: CachePart?) async throws {
        throw ReadOnlyBackend.refusal("the cache is what it was")
    }

    func pruneCache() async throws -> (files: Int64, bytes: Int64) {
        throw ReadOnlyBackend.refusal("the cache is what it was")
    }

    func cleanCache() async throws {
        throw ReadOnlyBackend.refusal("the cache is what it was")
    }
}
