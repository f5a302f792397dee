import BackendKit
import HTTPTransport
import JSONText
import OpenStack
import TestSupport
import Testing

struct `a login` {
    private func body(_ bench: Bench) throws -> JSON {
        let request = try #require(bench.stub.sent.first { $0.method == .post })
        guard case .bytes(let bytes) = request.body else { throw ImageError(.local, "no bytes") }
        return try JSONReader.value(of: bytes)
    }

    /// What a login of these settings sends.
    private func sent(_ change: (inout Bench) throws -> Void) async throws -> String {
        var bench = try Bench()
        try change(&bench)
        bench.stub.expect(Bench.login())
        _ = try await bench.connection.service(.image).place()
        #expect(bench.stub.problems == [])
        return try body(bench).text
    }

    static let id = "https://id.test/v3"
    static let user = #"{"name":"demo","domain":{"id":"default"},"password":"pa ss/w\"örd"}"#
    static let unauthorized = #"{"error":{"code":401,"message":"The request you have made requires authentication."}}"#

    @Test(
        arguments: [
            (
                CloudSettings.Scope.project(.name("p"), domain: .name("D")),
                #""scope":{"project":{"name":"p","domain":{"name":"D"}}}"#
            ),
            (.project(.id("pid"), domain: nil), #""scope":{"project":{"id":"pid"}}"#),
            (.domain(.id("d")), #""scope":{"domain":{"id":"d"}}"#),
            (.domain(.name("D")), #""scope":{"domain":{"name":"D"}}"#),
            (.system, #""scope":{"system":{"all":true}}"#),
            (.trust("t"), #""scope":{"OS-TRUST:trust":{"id":"t"}}"#),
        ])
    func `by password sends user and scope`(_ scope: CloudSettings.Scope, _ text: String) async throws {
        let sent = try await sent { $0.settings.scope = scope }
        #expect(sent == #"{"auth":{"identity":{"methods":["password"],"password":{"user":\#(Self.user)}},\#(text)}}"#)
    }

    @Test func `without a scope leaves the choice to the service`() async throws {
        let sent = try await sent { $0.settings.scope = .unspecified }
        #expect(sent == #"{"auth":{"identity":{"methods":["password"],"password":{"user":\#(Self.user)}}}}"#)
    }

    @Test func `by token sends it`() async throws {
        let sent = try await sent { $0.settings.login = .token(at: try HTTPURL(Self.id), Secret("tok")) }
        #expect(sent.hasPrefix(#"{"auth":{"identity":{"methods":["token"],"token":{"id":"tok"}},"scope":"#))
    }

    @Test func `by application credential sends no scope`() async throws {
        let byID = try await sent {
            $0.settings.login = .applicationCredential(at: try HTTPURL(Self.id), .init(.id("ac"), secret: Secret("s1")))
        }
        let method = #"{"auth":{"identity":{"methods":["application_credential"],"application_credential":"#
        #expect(byID == method + #"{"id":"ac","secret":"s1"}}}}"#)
        let byName = try await sent {
            $0.settings.login = .applicationCredential(
                at: try HTTPURL(Self.id),
                .init(.name("n"), user: .init(.name("u"), domain: .name("D")), secret: Secret("s1")))
        }
        #expect(byName == method + #"{"name":"n","user":{"name":"u","domain":{"name":"D"}},"secret":"s1"}}}}"#)
    }

    @Test func `happens once for all services and all tasks`() async throws {
        let bench = try Bench()
        bench.stub.expect(Bench.login())
        let connection = bench.connection
        try await withThrowingTaskGroup(of: Void.self) { group in
            for kind in [ServiceKind.image, .compute, .image, .identity] {
                group.addTask { _ = try await connection.service(kind).place() }
            }
            try await group.waitForAll()
        }
        #expect(bench.stub.problems == [])
    }

    @Test func `with an admin token or none needs no identity service`() async throws {
        var bench = try Bench()
        bench.settings.login = .adminToken(Secret("given"), endpoint: try HTTPURL("https://g.test"))
        bench.stub.expect(.init(.get, "https://g.test/v2/images", 200))
        _ = try await bench.connection.service(.image).send(ServiceRequest(.get, ["images"]))
        #expect(bench.stub.sent[0].headers["X-Auth-Token"] == "given")
        bench.settings.login = .none(endpoint: try HTTPURL("http://g.test"))
        bench.stub.expect(.init(.get, "http://g.test/v2/images", 200))
        _ = try await bench.connection.service(.image).send(ServiceRequest(.get, ["images"]))
        #expect(bench.stub.sent[1].headers["X-Auth-Token"] == nil)
        #expect(bench.stub.problems == [])
    }

    @Test func `with a token and the address of images leads to images and nowhere else`() async throws {
        var bench = try Bench()
        bench.settings.login = .adminToken(Secret("given"), endpoint: nil)
        bench.settings.services[.image] = CloudSettings.ServiceSettings()
        bench.settings.services[.image]?.endpoint = try HTTPURL("https://g.test")
        bench.stub.expect(.init(.get, "https://g.test/v2/images", 200))
        let connection = bench.connection
        _ = try await connection.service(.image).send(ServiceRequest(.get, ["images"]))
        let error = await #expect(throws: ImageError.self) {
            try await connection.service(.compute).send(ServiceRequest(.get, ["servers", "detail"]))
        }
        #expect(error?.message.contains("has no endpoint for compute") == true)
        #expect(bench.stub.sent.count == 1 && bench.stub.problems == [])
    }

    @Test(arguments: [ServiceKind.compute, .volume, .identity, .image])
    func `of nobody is no way to a service without an endpoint`(_ kind: ServiceKind) async throws {
        var bench = try Bench()
        bench.settings.login = .none(endpoint: nil)
        let other: ServiceKind = kind == .image ? .compute : .image
        bench.settings.services[other] = CloudSettings.ServiceSettings()
        bench.settings.services[other]?.endpoint = try HTTPURL("http://127.0.0.1:1")
        let service = bench.connection.service(kind)
        let error = await #expect(throws: ImageError.self) { try await service.place() }
        #expect(error?.code == .usage)
        #expect(error?.message.contains("cloud 'test' has no endpoint for \(kind.rawValue)") == true)
        #expect(error?.hint?.contains("OS_\(kind.rawValue.uppercased())_ENDPOINT_OVERRIDE") == true)
        bench.settings.files = ["/clouds.yaml"]
        let written = bench.connection.service(kind)
        let inFile = await #expect(throws: ImageError.self) { try await written.place() }
        #expect(inFile?.hint?.contains("'\(kind.rawValue)_endpoint_override: ") == true)
        #expect(bench.stub.sent.isEmpty)
    }
}
