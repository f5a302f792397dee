import BackendKit
import HTTPTransport
import JSONText
import OpenStack
import TestSupport
import Testing

@testable import GlanceBackend

private let id = Bench.id
private let path = "images/\(Bench.id)"
private let project = "85f0aa7f6a6c4491805ed91a0f4004b8"
private let record = ScriptedClient.Answer.json(Bench.record())

struct `sharing` {
    @Test func `lists, shows and adds members`() async throws {
        let bench = Bench([
            ("GET \(path)/members", try .fixture("members")), ("POST \(path)/members", try .fixture("member-added")),
            ("GET \(path)/members/\(project)", try .fixture("member-added")),
            ("PUT \(path)/members/\(project)", try .fixture("member-added")),
            ("DELETE \(path)/members/\(project)", .status(204)),
        ])
        let members = try await bench.backend.members(of: id)
        #expect(members.map(\.project) == [project])
        #expect(members[0].status == .pending)
        #expect(members[0].createdAt?.secondsSince1970 != nil)
        #expect(members[0].schema == "/v2/schemas/member")
        #expect(try await bench.backend.addMember(project, to: id).project == project)
        #expect(bench.client.sent[1].text == #"{"member":"\#(project)"}"#)
        #expect(try await bench.backend.member(project, of: id).status == .pending)
        #expect(try await bench.backend.setStatus(.accepted, of: project, for: id).project == project)
        #expect(bench.client.sent[3].text == #"{"status":"accepted"}"#)
        try await bench.backend.removeMember(project, from: id)
        bench.expectDone()
    }

    @Test func `skips a member nobody can read, and says so`() async throws {
        let bench = Bench([("GET \(path)/members", .json(#"{"members": [5, {"status": "x"}, {"member_id": "p"}]}"#))])
        #expect(try await bench.backend.members(of: id).map(\.project) == ["p"])
        #expect(bench.warnings.count == 2)
    }

    @Test func `tells a missing member from a missing image`() async {
        for found in [record, .refused(404)] {
            let bench = Bench([("DELETE \(path)/members/p", .refused(404)), ("GET \(path)", found)])
            await expectError(.notFound) { try await bench.backend.removeMember("p", from: id) }
            bench.expectDone()
        }
        await expectError(.notFound) { try await Bench([]).backend.member("a/b", of: id) }
    }

    @Test(arguments: [(409, ImageError.Code.conflict), (403, .forbidden), (404, .notFound), (413, .conflict)])
    func `maps what the service says`(_ status: Int, _ code: ImageError.Code) async {
        let looks = status == 403 || status == 404 ? [("GET \(path)", record)] : []
        let bench = Bench([("POST \(path)/members", .refused(status))] + looks)
        await expectError(code) { try await bench.backend.addMember("p", to: id) }
        bench.expectDone()
    }

    @Test func `says when an image is not shared, whatever the service says then`() async {
        let hidden = ("GET \(path)", ScriptedClient.Answer.json(Bench.record(more: #""visibility": "private""#)))
        let calls: [(String, Int, (GlanceBackend) async throws -> Void)] = [
            ("GET \(path)/members", 403, { _ = try await $0.members(of: id) }),
            ("GET \(path)/members/p", 404, { _ = try await $0.member("p", of: id) }),
            ("POST \(path)/members", 403, { _ = try await $0.addMember("p", to: id) }),
            ("DELETE \(path)/members/p", 403, { try await $0.removeMember("p", from: id) }),
            ("PUT \(path)/members/p", 403, { _ = try await $0.setStatus(.accepted, of: "p", for: id) }),
        ]
        for (call, status, run) in calls {
            let bench = Bench([(call, .refused(status)), hidden])
            let error = await expectError(status == 403 ? .forbidden : .notFound) { try await run(bench.backend) }
            #expect(error?.message == "image 'x' is 'private', and only a 'shared' one shows and takes members")
            #expect(error?.hint == "image set --shared \(id)")
            bench.expectDone()
        }
    }

    @Test func `looks for the member when the answer is lost`() async throws {
        let bench = Bench([
            ("POST \(path)/members", .lost), ("GET \(path)/members/\(project)", try .fixture("member-added")),
        ])
        #expect(try await bench.backend.addMember(project, to: id).project == project)
    }
}
