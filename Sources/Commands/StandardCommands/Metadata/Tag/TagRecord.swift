internal import BackendKit
internal import CommandKit

/// A tag of a definition on its way out.
enum TagRecord {
    static let fields = ["created_at", "name", "updated_at"]
    static let columns = ["name"]

    static func record(of tag: MetadataTag) -> Record {
        let values: [OutputValue] = [.text(tag.createdAt?.text), .text(tag.name), .text(tag.updatedAt?.text)]
        return Record(zip(fields, values).map { OutputValue.Entry($0, $1) })
    }

    static func row(of tag: MetadataTag) -> [OutputValue] { [.text(tag.name)] }

    static func list(_ tags: [MetadataTag], _ call: Call, in context: CommandContext) throws {
        var listing = try context.console.listing(columns, as: call.output)
        for tag in tags { try listing.add(row(of: tag)) }
        try listing.finish()
    }
}
