#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension Image.ID {
    /// A new one: a random UUID in lower case.
    public static func random() -> Image.ID { Image.ID(UUID().uuidString.lowercased()) }
}

extension Timestamp {
    /// This moment.
    public static func now() -> Timestamp {
        Timestamp(secondsSince1970: Int64(Date().timeIntervalSince1970.rounded(.down)))
    }
}
