internal import BackendKit
internal import CommandKit

/// `--target` of `cache-clear`.
enum CacheTarget: String, ClosedChoice {
    case both, cache, queue
    static let noun = "part of a cache"
    var part: CachePart? { CachePart(rawValue: rawValue) }
}
