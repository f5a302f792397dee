/// Looking after the image cache of a service. Usually an administrator's right, and per API node: behind a load
/// balancer each call may reach another one.
public protocol ImageCaching: Sendable {
    /// What is cached, and what waits to be.
    /// - Throws: ``ImageError``: `.unsupported` where there is no cache; `.forbidden`.
    func cacheContents() async throws -> CacheContents
    /// Asks for the image to be cached.
    /// - Throws: ``ImageError`` with code `.conflict` unless the image is `active`.
    func queueForCache(_ image: Image.ID) async throws
    /// Takes the image out of cache and queue.
    func removeFromCache(_ image: Image.ID) async throws
    /// - Parameter part: `nil` is both.
    func clearCache(_ part: CachePart?) async throws
    /// Shrinks the cache to its size limit.
    func pruneCache() async throws -> (files: Int64, bytes: Int64)
    /// Removes what is invalid or was left half done.
    func cleanCache() async throws
    /// The API nodes that hold the image.
    func cacheNodes(of image: Image.ID) async throws -> [String]
}

extension Capability<any ImageCaching> {
    public static var caching: Self { Self("cache", "show or change an image cache") }
}

/// A part of a cache.
public enum CachePart: String, Sendable, CaseIterable { case cache, queue }

/// What a cache holds.
public struct CacheContents: Sendable, Equatable {
    /// One image in the cache.
    public struct Entry: Sendable, Equatable {
        public var image: Image.ID
        /// How often it was read from there.
        public var hits: Int64?
        /// Bytes.
        public var size: Int64?
        /// Seconds since 1970, to the microsecond.
        public var lastAccessed: Double?
        /// Seconds since 1970, to the microsecond.
        public var lastModified: Double?

        public init(image: Image.ID) { self.image = image }
    }

    public var cached: [Entry]
    /// Waiting to be cached.
    public var queued: [Image.ID]

    public init(cached: [Entry] = [], queued: [Image.ID] = []) {
        self.cached = cached
        self.queued = queued
    }
}
