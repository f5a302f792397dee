internal import BackendKit

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// Identifiers and times for new records.
enum NewID {
    /// A random UUID in lower case.
    static func make() -> Image.ID { Image.ID(UUID().uuidString.lowercased()) }

    /// Microseconds since 1970.
    static func now() -> Int64 { Int64(Date().timeIntervalSince1970 * 1_000_000) }
}
