internal import BackendKit

extension BackendCheck {
    private static let needs = [AnyCapability(.creating), AnyCapability(.sharing)]

    static let sharing: [BackendCheck] = [
        BackendCheck("adds a member, shows it and removes it", needs) { bench in
            let image = try await bench.create()
            let sharing = try bench.backend.require(.sharing)
            let project = bench.mark.suffix(12) + "aa"
            let member = try await sharing.addMember(String(project), to: image.id)
            try bench.expectEqual(member.status, .pending, "the status")
            try bench.expectEqual(member.project, String(project), "the project")
            try bench.expectEqual(
                try await sharing.members(of: image.id).map(\.project), [String(project)], "the members")
            try bench.expectEqual(
                try await sharing.member(String(project), of: image.id).project, String(project), "the member")
            try await sharing.removeMember(String(project), from: image.id)
            try bench.expectEqual(try await sharing.members(of: image.id).count, 0, "the number of members")
        },
        BackendCheck("refuses a member twice, and one that is not there", needs) { bench in
            let image = try await bench.create()
            let sharing = try bench.backend.require(.sharing)
            _ = try await sharing.addMember(bench.mark, to: image.id)
            try await bench.expectError(.conflict, from: "adding a member twice") {
                try await sharing.addMember(bench.mark, to: image.id)
            }
            try await bench.expectError(.notFound, from: "removing somebody who is no member") {
                try await sharing.removeMember("nobody", from: image.id)
            }
            try await bench.expectError(.notFound, from: "showing somebody who is no member") {
                try await sharing.member("nobody", of: image.id)
            }
        },
        BackendCheck("shares only images that are 'shared'", needs) { bench in
            var draft = bench.draft()
            draft.visibility = .private
            let image = try await bench.create(draft)
            try await bench.expectError(.forbidden, .conflict, from: "sharing a private image") {
                try await bench.backend.require(.sharing).addMember(bench.mark, to: image.id)
            }
        },
    ]
}
