import CommandKit
import TestSupport
import Testing

/// The expected texts are what python-openstackclient 10.5 prints for the same members.
struct `sharing an image` {
    private let owner = TestService.owner
    private let other = TestService.other

    private func shared(_ shell: TestServiceShell) async throws -> String {
        let id = try await shell.makeImage("cirros")
        let added = try await shell.run("image add project cirros \(other)")
        #expect(added.status == .done, "\(added.errors)")
        return id
    }

    @Test func `prints the new member as the openstack client does`() async throws {
        let shell = try TestServiceShell()
        let id = try await shell.makeImage("cirros")
        let result = try await shell.run("image add project cirros \(other) -f json")
        #expect(
            result.output == """
                {
                  "created_at": "2026-09-21T14:13:21Z",
                  "image_id": "\(id)",
                  "member_id": "\(other)",
                  "schema": "/v2/schemas/member",
                  "status": "pending",
                  "updated_at": "2026-09-21T14:13:21Z"
                }

                """)
        let again = try await shell.run("member-create cirros \(other)")
        #expect(again.status == .conflict)
        #expect(again.errors.contains("is a member of image 'cirros' already"))
    }

    @Test func `lists and shows members as the openstack client does`() async throws {
        let shell = try TestServiceShell()
        let id = try await shared(shell)
        let list = """
            [
              {
                "Image ID": "\(id)",
                "Member ID": "\(other)",
                "Status": "pending"
              }
            ]

            """
        for line in ["image member list cirros", "member list cirros", "glance member-list --image-id \(id)"] {
            #expect(try await shell.run(line + " -f json").output == list, "\(line)")
        }
        let table = try await shell.run("image member get cirros \(other)")
        #expect(
            table.output.hasPrefix(
                """
                +------------+--------------------------------------+
                | Field      | Value                                |
                +------------+--------------------------------------+
                | created_at | 2026-09-21T14:13:21Z                 |
                | image_id   | \(id) |
                | member_id  | \(other)     |
                """))
        #expect(try await shell.run("member-get cirros \(owner)").status == .notFound)
        #expect(try await shell.run("member-list").errors.contains("needs --image-id"))
    }

    @Test func `ends when the member is removed`() async throws {
        let shell = try TestServiceShell()
        _ = try await shared(shell)
        let removed = try await shell.run("image remove project cirros \(other)")
        #expect(removed.status == .done && removed.output.isEmpty && removed.errors.isEmpty)
        let again = try await shell.run("member-delete cirros \(other)")
        #expect(again.status == .notFound)
        #expect(again.errors.contains("is no member of image"))
    }

    @Test func `takes projects by their names, in a domain if need be`() async throws {
        let shell = try TestServiceShell()
        let id = try await shell.makeImage("cirros")
        let added = try await shell.run("image add project cirros team-b -f value -c member_id")
        #expect(added.output == "\(other)\n" && added.errors.isEmpty)
        #expect(try await shell.run("image member get cirros team-b -f value -c status").output == "pending\n")
        #expect(try await shell.run("member-get cirros twins --project-domain two -f value -c status").status == .done)
        let unclear = try await shell.run("image remove project cirros twins")
        #expect(unclear.status == .notFound)
        #expect(unclear.errors.contains("several projects are named 'twins'"))
        #expect(unclear.errors.contains("^~~~~") && unclear.errors.contains(other))
        await shell.service.change { $0.caller = TestService.other }
        #expect(try await shell.run("image member set \(id) team-b accepted -f value -c status").output == "accepted\n")
        #expect(try await shell.run("image set --reject --project twins --project-domain two \(id)").status == .done)
        await shell.service.change { $0.caller = TestService.owner }
        #expect(try await shell.run("image remove project cirros team-b").status == .done)
        #expect(try await shell.run("image add project cirros nobody").status == .notFound)
    }

    @Test func `finds owners by the names of projects`() async throws {
        let shell = try TestServiceShell()
        let made = try await shell.run("image create cirros --project twins --project-domain one -f value -c owner")
        #expect(made.output == "\(owner)\n", "\(made.errors)")
        #expect(try await shell.run("image list --project nobody").status == .notFound)
        #expect(try await shell.run("image set cirros --project nobody").status == .notFound)
        #expect(try await shell.run("image set cirros --project team-b").status == .done)
    }

    @Test func `can be accepted and rejected by the member, and changes its lists`() async throws {
        let shell = try TestServiceShell()
        let id = try await shared(shell)
        await shell.service.change { $0.caller = TestService.other }
        #expect(try await shell.run("list -f value -c Name").output.isEmpty)
        #expect(try await shell.run("list --shared --member-status PENDING -f value -c Name").output == "cirros\n")
        let accepted = try await shell.run("image set --accept \(id)")
        #expect(accepted.status == .done, "\(accepted.errors)")
        #expect(accepted.errors == "image 'cirros': accepted for project \(other)\n")
        #expect(try await shell.run("list -f value -c Name").output == "cirros\n")
        #expect(try await shell.run("set --reject --project \(other) \(id)").status == .done)
        #expect(try await shell.run("list --member-status rejected -f value -c Name").output == "cirros\n")
        let updated = try await shell.run("member-update \(id) \(other) accepted -f value -c status -c member_id")
        #expect(updated.output == "\(other)\naccepted\n")
        #expect(try await shell.run("list --member-status maybe").errors.contains("unknown member status 'maybe'"))
        #expect(try await shell.run("set --accept --reject \(id)").status == .usage)
    }

    @Test func `is not for its owner to accept, and --project beside --accept is no new owner`() async throws {
        let shell = try TestServiceShell()
        let id = try await shared(shell)
        let refused = try await shell.run("image set \(id) --name renamed --accept --project \(other)")
        #expect(refused.status == .denied)
        #expect(refused.errors.contains("only the member may accept or reject an image; the changes before were made"))
        #expect(try await shell.run("show renamed -f value -c owner").output == "\(owner)\n")
        let own = try await shell.run("image set \(id) --accept")
        #expect(own.status == .notFound)
        #expect(own.errors.contains("'\(owner)' is no member"))
    }

    @Test func `is refused for an image that is not shared`() async throws {
        let shell = try TestServiceShell()
        _ = try await shell.makeImage("cirros")
        let result = try await shell.run("set cirros --private; image add project cirros \(other)")
        #expect(result.status == .denied)
        let none = try await shell.run("set cirros --shared; set cirros --accept")
        #expect(none.status == .notFound)
        #expect(none.errors.contains("'\(owner)' is no member"))
    }
}
