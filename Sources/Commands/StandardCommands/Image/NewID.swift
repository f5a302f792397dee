internal import BackendKit

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// Identifiers for new images.
enum NewID {
    /// A random UUID in lower case.
    static func make() -> Image.ID { Image.ID(UUID().uuidString.lowercased()) }
}
