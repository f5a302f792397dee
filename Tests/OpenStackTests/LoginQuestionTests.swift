import BackendKit
import HTTPTransport
import OpenStack
import TestSupport
import Testing

/// Passwords that are asked for.
extension `a login` {
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
