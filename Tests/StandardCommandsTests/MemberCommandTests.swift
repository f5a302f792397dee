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

    @Test func `points out what does not look like the ID of a project`() async throws {
        let shell = try TestServiceShell()
        _ = try await shell.makeImage("cirros")
        let result = try await shell.run("image add project cirros demo --project-domain default -f value -c status")
        #expect(result.output == "pending\n")
        #expect(result.errors.contains("'demo' is taken for a project's ID; projects are not looked up by name"))
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
        _ = try await shell.run("image add project renamed \(owner)")
        let unclear = try await shell.run("image set \(id) --accept")
        #expect(unclear.status == .conflict)
        #expect(unclear.errors.contains("try: --project PROJECT") && unclear.errors.contains("\(other)  pending"))
    }

    @Test func `is refused for an image that is not shared`() async throws {
        let shell = try TestServiceShell()
        _ = try await shell.makeImage("cirros")
        let result = try await shell.run("set cirros --private; image add project cirros \(other)")
        #expect(result.status == .denied)
        let none = try await shell.run("set cirros --shared; set cirros --accept")
        #expect(none.status == .notFound)
        #expect(none.errors.contains("is not shared with your project; nothing was changed"))
    }
}
