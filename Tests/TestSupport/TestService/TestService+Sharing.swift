public import BackendKit

extension TestService: ImageSharing {
    public func members(of image: Image.ID) async throws -> [Member] {
        _ = try await shared(image)
        let all = membersByImage[image] ?? []
        return caller == Self.owner ? all : all.filter { $0.project == caller }
    }

    public func member(_ project: String, of image: Image.ID) async throws -> Member {
        guard let found = try await members(of: image).first(where: { $0.project == project }) else {
            throw ImageError(.notFound, "project '\(project)' is no member of image \(image)")
        }
        return found
    }

    public func addMember(_ project: String, to image: Image.ID) async throws -> Member {
        let target = try await shared(image)
        guard caller == Self.owner else { throw ImageError(.forbidden, "image '\(target.label)' is not yours") }
        guard membersByImage[image]?.contains(where: { $0.project == project }) != true else {
            throw ImageError(.conflict, "project '\(project)' is a member of image '\(target.label)' already")
        }
        var member = Member(image: image, project: project, status: .pending)
        member.createdAt = now()
        member.updatedAt = member.createdAt
        member.schema = "/v2/schemas/member"
        membersByImage[image, default: []].append(member)
        return member
    }

    public func removeMember(_ project: String, from image: Image.ID) async throws {
        _ = try await member(project, of: image)
        membersByImage[image]?.removeAll { $0.project == project }
    }

    public func setStatus(_ status: Member.Status, of project: String, for image: Image.ID) async throws -> Member {
        var member = try await member(project, of: image)
        guard caller == project else { throw ImageError(.forbidden, "only the member may accept or reject an image") }
        member.status = status
        member.updatedAt = now()
        membersByImage[image] = membersByImage[image]?.map { $0.project == project ? member : $0 }
        return member
    }

    private func shared(_ id: Image.ID) async throws -> Image {
        let found = try await image(id)
        guard found.visibility == .shared else {
            throw ImageError(.forbidden, "image '\(found.label)' is not shared", hint: "image set --shared")
        }
        return found
    }
}
