internal import BackendKit
internal import CommandKit

/// `cached image list`
struct ListCachedImages: NamedCommand {
    static let name = CommandName("cached image list", or: "cache-list")

    private static let columns = [
        "ID", "State", "Last Accessed (UTC)", "Last Modified (UTC)", "Size", "Hits",
    ]

    var signature: Signature {
        Signature(
            Self.name, "List the images in a service's cache, and those that wait for it",
            discussion: [
                "Each node of a service has a cache of its own. Behind a load balancer the answer is that of one node."
            ],
            capabilities: [AnyCapability(.caching)],
            output: .listing,
            columns: Self.columns,
            changes: .nothing,
            examples: [Example("cached image list", "What is cached, and how often it was used")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let contents = try await context.require(.caching).cacheContents()
        var listing = try context.console.listing(Self.columns, as: call.output)
        for entry in contents.cached {
            try listing.add([
                .text(entry.image.rawValue), .text("cached"), Self.time(entry.lastAccessed),
                Self.time(entry.lastModified), Self.count(entry.size), Self.count(entry.hits),
            ])
        }
        for image in contents.queued {
            try listing.add(
                [.text(image.rawValue), .text("queued")] + Array(repeating: Self.unknown, count: 4))
        }
        try listing.finish()
    }

    private static let unknown = OutputValue.text("N/A")

    private static func count(_ number: Int64?) -> OutputValue { number.map { .number($0) } ?? unknown }

    /// As Python's `isoformat` writes it, microseconds only if there are any. A cache writes 0 for "never".
    static func time(_ seconds: Double?) -> OutputValue {
        guard let seconds, seconds > 0, let microseconds = Int64(exactly: (seconds * 1e6).rounded()) else {
            return unknown
        }
        let (whole, fraction) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        let text = Timestamp(secondsSince1970: whole).text.dropLast()
        guard fraction > 0 else { return .text(String(text)) }
        let digits = String(fraction)
        return .text("\(text).\(String(repeating: "0", count: 6 - digits.count))\(digits)")
    }
}
