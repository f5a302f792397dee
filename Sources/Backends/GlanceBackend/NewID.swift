internal import BackendKit

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// Identifiers for new records. The client chooses them, so that a repeated request cannot make a second image.
enum NewID {
    /// A random UUID in lower case.
    static func make() -> Image.ID { Image.ID(UUID().uuidString.lowercased()) }
}
