import BackendKit
import GlanceBackend
import TestSupport
import Testing

extension `on a real Glance` {
    struct `sharing in a real Glance` {
        private let name = "live-shared-\(UInt64.random(in: .min ... .max))"

        @Test func `is offered, accepted and withdrawn`() async throws {
            let project = try Lab.project("other")
            try await Lab.with("lab-user") { owner in
                try await owner.withImage(Lab.draft(name)) { image in
                    let offered = try await owner.addMember(project, to: image.id)
                    #expect(offered.status == .pending)
                    await expectError(.conflict) { try await owner.addMember(project, to: image.id) }
                    await expectError(.forbidden) { try await owner.setStatus(.accepted, of: project, for: image.id) }
                    try await Lab.with("lab-other") { try await accept(image.id, project, as: $0) }
                    try await withdraw(image.id, project, as: owner)
                }
            }
        }

        private func accept(_ image: Image.ID, _ project: String, as member: GlanceBackend) async throws {
            var query = ImageQuery()
            query.name = name
            #expect(try await member.images(matching: query).collect().isEmpty)
            query.visibility = .shared
            query.memberStatus = .pending
            #expect(try await member.images(matching: query).collect().map(\.id) == [image])
            #expect(try await member.setStatus(.accepted, of: project, for: image).status == .accepted)
            query = ImageQuery()
            query.name = name
            #expect(try await member.images(matching: query).collect().map(\.id) == [image])
            #expect(try await member.members(of: image).map(\.project) == [project])
            await expectError(.usage) {
                try await member.setStatus(Member.Status(rawValue: "maybe"), of: project, for: image)
            }
            await expectError(.forbidden) { try await member.removeMember(project, from: image) }
        }

        private func withdraw(_ image: Image.ID, _ project: String, as owner: GlanceBackend) async throws {
            try await owner.removeMember(project, from: image)
            await expectError(.notFound) { try await owner.removeMember(project, from: image) }
            await expectError(.notFound) { try await owner.member(project, of: image) }
            var changes = ImageChanges()
            changes.visibility = .private
            _ = try await owner.updateImage(image, changes)
            await expectError(.forbidden) { try await owner.members(of: image) }
            await expectError(.forbidden) { try await owner.addMember(project, to: image) }
        }
    }
}
