public import BackendKit
internal import HTTPTransport
internal import JSONText
internal import OpenStack

/// Members of an image.
extension GlanceBackend: ImageSharing {
    public func members(of image: Image.ID) async throws -> [Member] {
        let response = try await ask(ServiceRequest(.get, try path(of: image, "members"))) {
            self.refusal($0, of: image, "listing the members of image \(image)")
        }
        return try response.items("members").compactMap { json in
            let member = MemberRecord.member(json, of: image)
            if member == nil { diagnostics.report(.warning("a member of image \(image) is unreadable")) }
            return member
        }
    }

    public func member(_ project: String, of image: Image.ID) async throws -> Member {
        let response = try await ask(ServiceRequest(.get, try path(of: image, member: project))) {
            $0.status == 404
                ? try await self.noMember(project, image, $0)
                : self.refusal($0, "showing the member '\(project)' of image \(image)")
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
                switch fault.status {
                case 409: fault.error(.conflict, "image \(image) is shared with '\(project)' already")
                case 403: fault.error(.forbidden, "\(deed) failed: it is not 'shared', or not yours")
                default: self.refusal(fault, of: image, deed)
                }
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
            refusal: { fault in
                fault.status == 404 ? try await self.noMember(project, image, fault) : self.refusal(fault, deed)
            })
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
            refusal: { fault in
                fault.status == 404 ? try await self.noMember(project, image, fault) : self.refusal(fault, deed)
            })
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

    /// Glance says 404 for a member and for an image alike.
    private func noMember(_ project: String, _ image: Image.ID, _ fault: ServiceFault) async throws -> ImageError {
        guard let found = try await imageIfPresent(image) else { return noImage(image, fault) }
        return fault.error(
            .notFound, "image '\(found.label)' has no member '\(project)'", hint: "member list \(image)")
    }
}
