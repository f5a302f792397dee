public import BackendKit
internal import HTTPTransport
internal import JSONText
internal import OpenStack

/// Members of an image.
extension GlanceBackend: ImageSharing {
    public func members(of image: Image.ID) async throws -> [Member] {
        let response = try await ask(ServiceRequest(.get, try path(of: image, "members"))) {
            try await self.refusal($0, aboutMembersOf: image, "listing the members of image \(image)")
        }
        return try response.items("members").compactMap { json in
            let member = MemberRecord.member(json, of: image)
            if member == nil { diagnostics.report(.warning("a member of image \(image) is unreadable")) }
            return member
        }
    }

    public func member(_ project: String, of image: Image.ID) async throws -> Member {
        let response = try await ask(ServiceRequest(.get, try path(of: image, member: project))) {
            try await self.refusal(
                $0, aboutMembersOf: image, "showing the member '\(project)' of image \(image)", member: project)
        }
        return try MemberRecord.member(response, of: image)
    }

    public func addMember(_ project: String, to image: Image.ID) async throws -> Member {
        let deed = "sharing image \(image) with '\(project)'"
        return try await change(
            ServiceRequest(
                .post, try path(of: image, "members"), body: .bytes((["member": .string(project)] as JSON).bytes)),
            deed,
            look: { try await self.memberIfPresent(project, of: image) },
            answer: { try MemberRecord.member($0, of: image) },
            refusal: { fault in
                fault.status == 409
                    ? fault.error(.conflict, "image \(image) is shared with '\(project)' already")
                    : try await self.refusal(fault, aboutMembersOf: image, deed)
            })
    }

    public func removeMember(_ project: String, from image: Image.ID) async throws {
        let deed = "removing the member '\(project)' of image \(image)"
        try await change(
            ServiceRequest(
                .delete, try path(of: image, member: project), accepts: [204], repeats: .whenUntouched),
            deed,
            look: { try await self.memberIfPresent(project, of: image) == nil ? () : nil },
            answer: { _ in },
            refusal: { try await self.refusal($0, aboutMembersOf: image, deed, member: project) })
    }

    public func setStatus(
        _ status: Member.Status, of project: String, for image: Image.ID
    ) async throws -> Member {
        let deed = "setting the status of the member '\(project)' of image \(image) to '\(status)'"
        return try await change(
            ServiceRequest(
                .put, try path(of: image, member: project),
                body: .bytes((["status": .string(status.rawValue)] as JSON).bytes)),
            deed,
            look: {
                let member = try await self.memberIfPresent(project, of: image)
                return member?.status == status ? member : nil
            },
            answer: { try MemberRecord.member($0, of: image) },
            refusal: { try await self.refusal($0, aboutMembersOf: image, deed, member: project) })
    }

    private func path(of image: Image.ID, member project: String) throws(ImageError) -> [String] {
        guard PathSegment.isSafe(project) else {
            throw ImageError(.notFound, "image \(image) has no member '\(project)'")
        }
        return try path(of: image, "members", project)
    }

    private func memberIfPresent(_ project: String, of image: Image.ID) async throws -> Member? {
        do {
            return try await member(project, of: image)
        } catch let error as ImageError where error.code == .notFound {
            return nil
        }
    }

    /// Glance says 404 for a member and for an image alike, and that or 403 for any member of an image that is not shared,
    /// though it keeps its members.
    /// - Parameter project: who may be none.
    private func refusal(
        _ fault: ServiceFault, aboutMembersOf image: Image.ID, _ deed: String, member project: String? = nil
    ) async throws -> ImageError {
        guard fault.status == 403 || fault.status == 404 else { return refusal(fault, of: image, deed) }
        guard let found = try await imageIfPresent(image) else { return noImage(image, fault) }
        if let visibility = found.visibility, visibility != .shared {
            return fault.error(
                nil, "image '\(found.label)' is '\(visibility)', and only a 'shared' one shows and takes members",
                hint: "image set --shared \(image)")
        }
        guard fault.status == 404, let project else { return refusal(fault, deed) }
        return fault.error(
            .notFound, "image '\(found.label)' has no member '\(project)'", hint: "member list \(image)")
    }
}
