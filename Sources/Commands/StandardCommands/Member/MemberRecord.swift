internal import BackendKit
internal import CommandKit

/// A member in the shapes of the `openstack` client.
enum MemberRecord {
    static let fields = ["created_at", "image_id", "member_id", "schema", "status", "updated_at"]
    static let columns = ["Image ID", "Member ID", "Status"]

    static func record(of member: Member) -> Record {
        let values: [OutputValue] = [
            .text(member.createdAt?.text), .text(member.image.rawValue), .text(member.project), .text(member.schema),
            .text(member.status.rawValue), .text(member.updatedAt?.text),
        ]
        return Record(zip(fields, values).map { OutputValue.Entry($0, $1) })
    }

    /// One member, which the glance client shows as a list of one.
    static func write(_ member: Member, _ call: Call, in context: CommandContext) throws {
        guard context.console.surroundings.tableLook == .glance, call.output.format == .table else {
            return try context.console.write(record(of: member), as: call.output)
        }
        var listing = try context.console.listing(columns, as: call.output)
        try listing.add(row(of: member))
        try listing.finish()
    }

    /// One value for each of ``columns``.
    static func row(of member: Member) -> [OutputValue] {
        [.text(member.image.rawValue), .text(member.project), .text(member.status.rawValue)]
    }
}
