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

    // MARK: Refusals

    static let unauthorized = #"{"error":{"code":401,"message":"The request you have made requires authentication."}}"#

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

    // MARK: Passwords that are asked for

    private func asking(_ answers: String?...) throws -> (Bench, Prompts) {
        var bench = try Bench()
        bench.settings.login = .password(
            at: try HTTPURL(Self.id), .init(.name("demo"), domain: .id("default")), password: nil)
        let prompts = Prompts(answers)
        bench.ask = { await prompts.ask($0) }
        return (bench, prompts)
    }

    @Test func `asks for a missing password, three times at most`() async throws {
        let (bench, prompts) = try asking("wrong1", "wrong2", "wrong3", "right")
        for _ in 1...3 {
            bench.stub.expect(
                .init(.post, Bench.loginURL, 401, ["Content-Type": "application/json"], Self.unauthorized))
        }
        let service = bench.connection.service(.image)
        let error = await #expect(throws: ImageError.self) { try await service.place() }
        #expect(error?.code == .authentication)
        let question = "password for user 'demo' of domain 'default' of cloud 'test'"
        #expect(await prompts.asked == [question, "not accepted; " + question, "not accepted; " + question])
        #expect(bench.stub.problems == [])
    }

    @Test func `does not ask again for a password that worked`() async throws {
        let (bench, prompts) = try asking("typed-in")
        bench.stub.expect(
            Bench.login("t1"), .init(.get, Bench.images, 401), Bench.login("t2"), .init(.get, Bench.images, 200))
        _ = try await bench.connection.service(.image).send(ServiceRequest(.get, ["images"]))
        #expect(await prompts.asked.count == 1)
        #expect(bench.stub.problems == [])
    }

    @Test func `asks again for a password that was changed meanwhile`() async throws {
        let (bench, prompts) = try asking("old", "new")
        let service = bench.connection.service(.image)
        bench.stub.expect(
            Bench.login("t1"), .init(.get, Bench.images, 401),
            .init(.post, Bench.loginURL, 401, ["Content-Type": "application/json"], Self.unauthorized))
        let list = ServiceRequest(.get, ["images"])
        let error = await #expect(throws: ImageError.self) { try await service.send(list) }
        #expect(error?.code == .authentication)
        bench.stub.expect(Bench.login("t2"), .init(.get, Bench.images, 200))
        _ = try await service.send(list)
        #expect(await prompts.asked.count == 2)
        #expect(bench.stub.problems == [])
    }

    @Test func `without a password and anybody to ask says how to give it`() async throws {
        var (bench, _) = try asking()
        bench.ask = nil
        let service = bench.connection.service(.image)
        let error = await #expect(throws: ImageError.self) { try await service.place() }
        #expect(error?.code == .authentication)
        #expect(error?.hint?.contains("OS_PASSWORD") == true && error?.hint?.contains("clouds.yaml") == true)
        #expect(bench.stub.sent.isEmpty)
        let (refusing, prompts) = try asking(nil)
        let other = refusing.connection.service(.image)
        #expect(await #expect(throws: ImageError.self) { try await other.place() }?.code == .authentication)
        #expect(await prompts.asked.count == 1)
    }

    @Test func `is not begun by a completion that would have to ask, so that a command can`() async throws {
        let (bench, prompts) = try asking("typed-in")
        let service = bench.connection.service(.image)
        let error = await #expect(throws: ImageError.self) {
            try await BackendQuestions.$areWelcome.withValue(false) { try await service.place() }
        }
        #expect(error?.code == .authentication)
        #expect(bench.stub.sent.isEmpty)
        bench.stub.expect(Bench.login())
        _ = try await service.place()
        #expect(await prompts.asked.count == 1)
        // Now that the password is known, completions may log in again.
        _ = try await BackendQuestions.$areWelcome.withValue(false) { try await service.place() }
        #expect(bench.stub.problems == [])
    }

    @Test func `ends at once when the person at the question wants it to`() async throws {
        var (bench, _) = try asking()
        bench.ask = { _ in throw CancellationError() }
        let service = bench.connection.service(.image)
        await #expect(throws: CancellationError.self) { try await service.place() }
        #expect(bench.stub.sent.isEmpty)
    }

    @Test func `that was refused is not repeated by completions, only by a command`() async throws {
        let bench = try Bench()
        let refused = StubTransport.Exchange(
            .post, Bench.loginURL, 401, ["Content-Type": "application/json"], Self.unauthorized)
        let service = bench.connection.service(.image)
        func complete() async -> ImageError? {
            await BackendQuestions.$areWelcome.withValue(false) {
                await #expect(throws: ImageError.self) { try await service.place() }
            }
        }
        bench.stub.expect(refused)
        let first = await complete()
        #expect(first?.code == .authentication)
        for _ in 1...8 { #expect(await complete()?.message == first?.message) }
        #expect(bench.stub.sent.count == 1)
        bench.stub.expect(refused)
        await #expect(throws: ImageError.self) { try await service.place() }
        _ = await complete()
        #expect(bench.stub.sent.count == 2)
        // One that works is the end of it: the next token is a completion's to fetch, too.
        bench.stub.expect(Bench.login())
        _ = try await service.place()
        bench.clock.advance(3600)
        bench.stub.expect(Bench.login("token-2"))
        _ = try await BackendQuestions.$areWelcome.withValue(false) { try await service.place(tokenLife: 120) }
        #expect(bench.stub.problems == [])
    }

    @Test func `that nobody answered is tried again by completions`() async throws {
        var bench = try Bench()
        bench.retry = .none
        let service = bench.connection.service(.image)
        bench.stub.expect(.init(.post, Bench.loginURL, 503), Bench.login())
        await BackendQuestions.$areWelcome.withValue(false) {
            _ = await #expect(throws: ImageError.self) { try await service.place() }
            _ = await #expect(throws: Never.self) { try await service.place() }
        }
        #expect(bench.stub.problems == [])
    }

    // MARK: Time

    private static func refusingConnection(after seconds: Int, _ bench: Bench) -> StubTransport.Exchange {
        .init(.post, Bench.loginURL) { _ in
            bench.clock.advance(seconds)
            throw TransportFailure(ImageError(.network, "connection refused"), mayHaveActed: false)
        }
    }

    @Test func `has thirty seconds in all, whatever is tried`() async throws {
        let bench = try Bench()
        for _ in 1...3 { bench.stub.expect(Self.refusingConnection(after: 9, bench)) }
        let service = bench.connection.service(.image)
        let error = await #expect(throws: ImageError.self) { try await service.place() }
        #expect(error?.code == .network)
        #expect(bench.stub.problems == [])
        #expect(bench.stub.sent.map(\.timeLeft) == [.seconds(30), .seconds(20), .seconds(9)])
    }

    @Test func `has as long as a single call may take when that is longer`() async throws {
        var bench = try Bench()
        bench.settings.callLimit = 90
        bench.stub.expect(Bench.login())
        _ = try await bench.connection.service(.image).place()
        #expect(bench.stub.sent.map(\.timeLeft) == [.seconds(90)])
        bench.settings.callLimit = 7
        bench.stub.expect(Bench.login())
        _ = try await bench.connection.service(.image).place()
        #expect(bench.stub.sent.map(\.timeLeft) == [.seconds(90), .seconds(30)])
    }

    @Test func `shares them with the search for the service`() async throws {
        let bench = try Bench(authURL: "https://id.test")
        bench.stub.expect(
            .init(.get, "https://id.test/") { _ in
                bench.clock.advance(12)
                return StubTransport.Answer(404, [:], ByteStream([]))
            }, Bench.login())
        _ = try await bench.connection.service(.image).place()
        #expect(bench.stub.sent.map(\.timeLeft) == [.seconds(30), .seconds(18)])
        #expect(bench.stub.problems == [])
    }

    @Test func `takes no time from the calls after it`() async throws {
        let bench = try Bench()
        bench.stub.expect(Bench.login(), .init(.get, Bench.images, 200))
        _ = try await bench.connection.service(.image).send(ServiceRequest(.get, ["images"]))
        #expect(bench.stub.sent[1].timeLeft == nil)
    }
}

/// Answers questions with what a test prepared.
actor Prompts {
    private var answers: [String?]
    private(set) var asked: [String] = []

    init(_ answers: [String?]) { self.answers = answers }

    func ask(_ prompt: String) -> String? {
        asked.append(prompt)
        return answers.isEmpty ? nil : answers.removeFirst()
    }
}
