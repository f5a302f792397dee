import BackendKit
import HTTPTransport
import OpenStack
import TestSupport
import Testing

/// Refusals.
extension `a login` {
    private func refusal(
        _ status: Int, _ headers: HTTPHeaders = ["Content-Type": "application/json"], _ body: String = "{}",
        _ change: (inout Bench) throws -> Void = { _ in }
    ) async throws -> ImageError {
        var bench = try Bench()
        bench.retry = .none
        try change(&bench)
        bench.stub.expect(.init(.post, Bench.loginURL, status, headers, body))
        let service = bench.connection.service(.image)
        let error = try #require(await #expect(throws: ImageError.self) { try await service.place() })
        #expect(bench.stub.problems == [])
        #expect(!words(error).contains("pa ss"))
        return error
    }

    @Test func `that is refused names user, project and address, keeps the request's ID, and is not repeated`()
        async throws
    {
        let error = try await refusal(
            401, ["Content-Type": "application/json", "x-openstack-request-id": "req-77"], Self.unauthorized)
        #expect(error.code == .authentication)
        for word in ["demo", "default", "project 'p'", "https://id.test", "req-77", "requires authentication"] {
            #expect(words(error).contains(word), "\(word)")
        }
    }

    @Test func `that needs a second method says so`() async throws {
        let error = try await refusal(
            401, ["Openstack-Auth-Receipt": "receipt"],
            #"{"receipt":{},"required_auth_methods":[["password","totp"]]}"#)
        #expect(error.code == .authentication)
        #expect(error.message.contains("password and totp"))
        #expect(error.hint?.contains("application credential") == true)
        #expect(!words(error).contains("receipt\""))
    }

    @Test(
        arguments: [
            (403, ImageError.Code.forbidden), (400, .usage), (500, .network), (503, .network), (429, .network),
            (407, .network), (404, .protocol), (300, .protocol), (405, .protocol),
        ])
    func `that ends otherwise has its own class`(_ status: Int, _ code: ImageError.Code) async throws {
        let error = try await refusal(status)
        #expect(error.code == code)
    }

    @Test func `by a token that has ended is a refusal, though the service answers 404`() async throws {
        let error = try await refusal(404, ["Content-Type": "application/json"], #"{"error": {"code": 404}}"#) {
            $0.settings.login = .token(at: try HTTPURL(Self.id), Secret("given-token"))
        }
        #expect(error.code == .authentication)
        #expect(error.message.contains("the token given"))
        #expect(!words(error).contains("given-token"))
    }

    @Test func `by an application credential that was deleted is a refusal, though the service answers 404`()
        async throws
    {
        let body =
            #"{"error": {"code": 404, "message": "Could not find Application Credential: gone.", "title": "Not Found"}}"#
        let error = try await refusal(404, ["Content-Type": "application/json"], body) {
            $0.settings.login = .applicationCredential(
                at: try HTTPURL(Self.id), .init(.id("gone"), secret: Secret("its-secret")))
            $0.settings.scope = .unspecified
        }
        #expect(error.code == .authentication)
        #expect(error.message.contains("application credential 'gone' could not log in at https://id.test"))
        #expect(error.hint?.contains("deleted") == true && words(error).contains("Could not find"))
        #expect(!words(error).contains("its-secret"))
    }

    @Test(
        arguments: [
            (200, "text/html", "<html><title>Login</title></html>"), (201, "application/json", ""),
            (201, "application/json", "[]"), (404, "text/html", "<h1>Not Found</h1>"),
        ])
    func `at something that is no identity service names the address`(_ status: Int, _ type: String, _ body: String)
        async throws
    {
        let error = try await refusal(status, ["Content-Type": type, "X-Subject-Token": ""], body)
        #expect(error.code == .protocol)
        #expect(error.message.contains(Bench.loginURL))
        #expect(words(error).contains(type))
    }

    @Test func `is not repeated on 401 or 500, and once when its answer was lost`() async throws {
        let bench = try Bench()
        let lost = TransportFailure(ImageError(.network, "broke"), mayHaveActed: true)
        bench.stub.expect(.init(.post, Bench.loginURL, throws: lost), .init(.post, Bench.loginURL, throws: lost))
        let service = bench.connection.service(.image)
        let error = await #expect(throws: ImageError.self) { try await service.place() }
        #expect(error?.code == .network)
        #expect(bench.stub.problems == [])
        let failing = try Bench()
        failing.stub.expect(.init(.post, Bench.loginURL, 500))
        let other = failing.connection.service(.image)
        await #expect(throws: ImageError.self) { try await other.place() }
        #expect(failing.stub.problems == [])
    }
}
