internal import BackendKit
internal import JSONText
internal import OpenStack

/// Members as Glance writes them.
enum MemberRecord {
    /// - Returns: `nil` for something that names no project.
    static func member(_ json: JSON, of image: Image.ID) -> Member? {
        guard let project = json["member_id"]?.string else { return nil }
        var member = Member(
            image: image, project: project, status: Member.Status(rawValue: json["status"]?.string ?? "unknown"))
        member.createdAt = json["created_at"]?.string.map(Timestamp.init(text:))
        member.updatedAt = json["updated_at"]?.string.map(Timestamp.init(text:))
        member.schema = json["schema"]?.string
        return member
    }

    /// - Throws: ``ImageError`` with code `.protocol`.
    static func member(_ response: ServiceResponse, of image: Image.ID) throws(ImageError) -> Member {
        guard let member = member(try response.json(), of: image) else {
            throw ImageError(.protocol, "the service described a member in a way nobody can read")
        }
        return member
    }
}
