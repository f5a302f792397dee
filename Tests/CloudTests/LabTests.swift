import BackendKit
import CurlTransport
import Foundation
import HTTPTransport
import JSONText
import OpenStack
import TestSupport
import Testing

/// A real Keystone, Glance and Nova on this machine. IMGSH_LAB_STATE names the lab's directory; when it is set and the
/// lab does not answer, these tests fail.
@Suite(.enabled(if: Lab.isUp, "IMGSH_LAB_STATE names no lab"))
struct `a real cloud` {
    private static let images = ServiceRequest(.get, ["images"], query: [("limit", "1")])

    @Test(arguments: ["lab-user", "lab-appcred", "lab-admin", "lab-reader", "lab-tls", "lab-tls-insecure"])
    func `lets in by password and application credential, with and without TLS`(_ name: String) async throws {
        let cloud = try await LabCloud(name)
        let answer = try await cloud.connection.service(.image).send(Self.images)
        #expect(try answer.json()["images"]?.array != nil)
        #expect(answer.requestID?.hasPrefix("req-") == true)
        let place = try await cloud.connection.service(.image).place()
        #expect(place.projectID?.count == 32)
        #expect(try #require(place.tokenLife) > 3000)
        await cloud.connection.close()
    }

    @Test func `says who is in, and where`() async throws {
        let cloud = try await LabCloud("lab-user")
        let place = try await cloud.connection.service(.image).place()
        #expect(place.projectName == "demo")
        #expect(place.userName == "demo")
        #expect(place.roles.sorted() == ["member", "reader"])
        #expect(place.region == "RegionOne")
        #expect(place.endpoint.path == "/v2")
        let compute = try await cloud.connection.service(.compute).place()
        #expect(compute.endpoint.path == "/v2.1")
        await cloud.connection.close()
    }

    @Test func `is another endpoint in another region, and none in an unknown one`() async throws {
        let one = try await LabCloud("lab-user")
        let two = try await LabCloud("lab-two")
        let first = try await one.connection.service(.image).place().endpoint
        #expect(try await two.connection.service(.image).place().endpoint != first)
        let lost = try await LabCloud("lab-user", options: ["OS_REGION_NAME": "Nowhere"])
        let error = await #expect(throws: ImageError.self) { try await lost.connection.service(.image).place() }
        #expect(error?.code == .usage)
        #expect(error?.details.contains { $0.contains("RegionTwo") } == true)
    }

    @Test func `refuses a wrong password once, and says whose`() async throws {
        let cloud = try await LabCloud("lab-user", options: ["OS_PASSWORD": "wrong-password"])
        let error = await #expect(throws: ImageError.self) {
            try await cloud.connection.service(.image).send(Self.images)
        }
        #expect(error?.code == .authentication)
        #expect(error?.message.contains("'demo'") == true)
        #expect(error.map { "\($0)" }?.contains("wrong-password") == false)
        #expect(error?.details.first?.contains("req-") == true)
    }

    @Test func `refuses a wrong application credential and a project that is not ours`() async throws {
        for options in [["OS_APPLICATION_CREDENTIAL_SECRET": "no"], ["OS_PROJECT_NAME": "other"]] {
            let name = options["OS_PROJECT_NAME"] == nil ? "lab-appcred" : "lab-user"
            let cloud = try await LabCloud(name, options: options)
            let error = await #expect(throws: ImageError.self) { try await cloud.connection.service(.image).place() }
            #expect(error?.code == .authentication)
        }
    }

    @Test func `with a certificate nobody vouches for is not talked to, and not tried again`() async throws {
        let cloud = try await LabCloud("lab-tls-nocert")
        let error = await #expect(throws: ImageError.self) { try await cloud.connection.service(.image).place() }
        #expect(error?.code == .network)
        #expect(error?.hint?.contains("cacert") == true)
        #expect(cloud.reports.waits == [])
    }

    @Test func `whose tokens live five seconds is logged in to again, and a call does not notice`() async throws {
        let cloud = try await LabCloud("lab-short")
        let service = cloud.connection.service(.image)
        _ = try await service.send(Self.images)
        // The clock of the connection stands still, so only the service can tell that the token has ended.
        try await Task.sleep(for: .seconds(6))
        _ = try await service.send(Self.images)
        #expect(cloud.logins >= 2)
        await cloud.connection.close()
    }

    @Test func `renews a short token by itself before it ends`() async throws {
        let cloud = try await LabCloud("lab-short", pace: .live)
        let service = cloud.connection.service(.image)
        _ = try await service.send(Self.images)
        try await Task.sleep(for: .seconds(6))
        _ = try await service.send(Self.images)
        #expect(cloud.refusals == 0)
        await cloud.connection.close()
    }

    @Test func `keeps the reason and the request's ID of a refusal`() async throws {
        let cloud = try await LabCloud("lab-reader")
        let request = ServiceRequest(.post, ["images"], body: .bytes(Array(#"{"name": "no"}"#.utf8)), accepts: [201])
        let fault = await #expect(throws: ServiceFault.self) {
            try await cloud.connection.service(.image).send(request)
        }
        #expect(fault?.status == 403)
        #expect(fault?.call == "POST /v2/images")
        #expect(fault?.requestID?.hasPrefix("req-") == true)
        #expect(fault?.reason.isEmpty == false)
        #expect(fault?.reason.contains("<") == false)
        #expect(cloud.logins == 1, "403 is no reason to log in again")
    }

    @Test func `knows projects by name for who may ask, and takes a word for an ID for who may not`() async throws {
        let admin = try await LabCloud("lab-admin")
        let id = try await admin.connection.project(named: "other")
        #expect(id.count == 32)
        #expect(try await admin.connection.project(named: "other", domain: "Default") == id)
        #expect(try await admin.connection.project(named: id) == id)
        for (name, domain) in [("no-such-project", nil), ("other", "no-such-domain")] as [(String, String?)] {
            let error = await #expect(throws: ImageError.self) {
                try await admin.connection.project(named: name, domain: domain)
            }
            #expect(error?.code == .notFound)
        }
        let user = try await LabCloud("lab-user")
        let own = try await user.connection.project(named: "demo", domain: "Default")
        #expect(own.count == 32)
        #expect(try await user.connection.ownProject() == own)
        #expect(try await user.connection.project(named: id) == id)
    }

    @Test func `takes a token that another login gave, and says when it cannot be renewed`() async throws {
        let cloud = try await LabCloud(
            "lab-user", options: ["OS_AUTH_TYPE": "token", "OS_TOKEN": "gAAAAABinvalid"])
        let error = await #expect(throws: ImageError.self) { try await cloud.connection.service(.image).place() }
        #expect(error?.code == .authentication)
        #expect(error?.message.contains("the token given") == true)
    }

    @Test func `is traced without a secret`() async throws {
        let cloud = try await LabCloud("lab-user")
        cloud.reports.diagnostics.tracesExchanges = true
        _ = try await cloud.connection.service(.image).send(Self.images)
        let trace = cloud.reports.trace.joined(separator: "\n")
        #expect(trace.contains("curl -g -i -X POST 'http"))
        #expect(trace.contains("< HTTP 201"))
        #expect(trace.contains("X-Auth-Token: ***"))
        #expect(trace.contains("X-Subject-Token: ***"))
        #expect(!trace.contains("demopw"))
        #expect(!trace.contains("gAAAA"))
    }
}
