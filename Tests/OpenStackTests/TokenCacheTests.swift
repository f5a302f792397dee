import BackendKit
import Foundation
import HTTPTransport
import OpenStack
import TestSupport
import Testing

struct `tokens kept between runs` {
    private let directory: TemporaryDirectory
    private var bench: Bench

    init() throws {
        directory = try TemporaryDirectory()
        bench = try Bench()
        bench.settings.cachesToken = true
        bench.cache = TokenCache(directory: directory("cache/tokens"))
    }

    private static let list = ServiceRequest(.get, ["images"])

    private func run(_ bench: Bench, _ exchanges: StubTransport.Exchange...) async throws {
        for exchange in exchanges { bench.stub.expect(exchange) }
        _ = try await bench.connection.service(.image).send(Self.list)
        #expect(bench.stub.problems == [])
    }

    private func files() throws -> [String] {
        directory.exists("cache/tokens")
            ? try FileManager.default.contentsOfDirectory(atPath: directory("cache/tokens")) : []
    }

    private func mode(_ path: String) throws -> Int {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int ?? 0
    }

    @Test func `save the next run its login, in files that are the user's alone`() async throws {
        try await run(bench, Bench.login("kept"), .init(.get, Bench.images, 200))
        let file = try #require(try files().first)
        #expect(try files().count == 1)
        #expect(try mode(directory("cache/tokens/" + file)) == 0o600)
        #expect(try mode(directory("cache/tokens")) == 0o700)
        let text = String(decoding: try directory.read("cache/tokens/" + file), as: UTF8.self)
        #expect(!text.contains("pa ss"))
        try await run(bench, .init(.get, Bench.images, 200))
        #expect(bench.stub.sent.last?.headers["X-Auth-Token"] == "kept")
    }

    @Test func `are kept only where that is asked for`() async throws {
        var bench = bench
        bench.settings.cachesToken = false
        try await run(bench, Bench.login(), .init(.get, Bench.images, 200))
        #expect(try files() == [])
    }

    @Test func `belong to one user, scope and address`() async throws {
        try await run(bench, Bench.login("kept"), .init(.get, Bench.images, 200))
        var other = bench
        other.settings.scope = .project(.name("q"), domain: .id("default"))
        try await run(other, Bench.login("second"), .init(.get, Bench.images, 200))
        #expect(try files().count == 2)
    }

    @Test func `are not for another password`() async throws {
        try await run(bench, Bench.login("kept"), .init(.get, Bench.images, 200))
        var other = bench
        guard case .password(let url, let user, _) = bench.settings.login else {
            Issue.record("another login")
            return
        }
        other.settings.login = .password(at: url, user, password: Secret("mistyped"))
        try await run(other, Bench.login("second"), .init(.get, Bench.images, 200))
        try await run(bench, .init(.get, Bench.images, 200))
        #expect(bench.stub.sent.last?.headers["X-Auth-Token"] == "kept")
    }

    @Test func `end with their time, and those that ended are removed`() async throws {
        try await run(bench, Bench.login("kept", life: 200), .init(.get, Bench.images, 200))
        bench.clock.advance(300)
        try await run(bench, Bench.login("new"), .init(.get, Bench.images, 200))
        var other = bench
        other.settings.scope = .system
        bench.clock.advance(4000)
        try await run(other, Bench.login("system"), .init(.get, Bench.images, 200))
        #expect(try files().count == 1)
    }

    @Test func `are not used when less of them is left than a call needs`() async throws {
        try await run(bench, Bench.login("kept"), .init(.get, Bench.images, 200))
        bench.clock.advance(3000)
        try await run(bench, .init(.get, Bench.images, 200))
        bench.stub.expect(Bench.login("for a transfer"))
        _ = try await bench.connection.service(.image).place(tokenLife: 1800)
        #expect(bench.stub.problems == [])
        bench.clock.advance(3500)
        try await run(bench, Bench.login("new"), .init(.get, Bench.images, 200))
    }

    @Test func `leave nothing behind when a process died while it kept one`() async throws {
        try await run(bench, Bench.login("kept", life: 200), .init(.get, Bench.images, 200))
        let file = try #require(try files().first)
        let part = try directory.write("cache/tokens/\(file).17.part", #"{"secret": "kept"}"#)
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -3600)], ofItemAtPath: part)
        bench.clock.advance(300)
        try await run(bench, Bench.login("new"), .init(.get, Bench.images, 200))
        #expect(try files() == [file])
    }

    @Test func `are dropped when a service refuses them`() async throws {
        try await run(bench, Bench.login("kept"), .init(.get, Bench.images, 200))
        try await run(
            bench, .init(.get, Bench.images, 401), Bench.login("fresh"), .init(.get, Bench.images, 200))
        #expect(bench.stub.sent.suffix(3).map { $0.headers["X-Auth-Token"] } == ["kept", nil, "fresh"])
    }

    /// As on a file system that can only be read any more.
    @Test(.enabled(if: geteuid() != 0, "root may remove every file"))
    func `are not taken again once they were refused, even where they cannot be removed`() async throws {
        try await run(bench, Bench.login("kept"), .init(.get, Bench.images, 200))
        try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: directory("cache/tokens"))
        defer {
            try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: directory("cache/tokens"))
        }
        try await run(
            bench, .init(.get, Bench.images, 401), Bench.login("fresh"), .init(.get, Bench.images, 200))
        #expect(try files().count == 1)
    }

    @Test func `are not believed when others could have written them, or when they are damaged`() async throws {
        try await run(bench, Bench.login("kept"), .init(.get, Bench.images, 200))
        let path = directory("cache/tokens/" + (try #require(try files().first)))
        try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: path)
        try await run(bench, Bench.login("a"), .init(.get, Bench.images, 200))
        try Data("{nonsense".utf8).write(to: URL(filePath: path))
        try await run(bench, Bench.login("b"), .init(.get, Bench.images, 200))
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/etc/passwd")
        try await run(bench, Bench.login("c"), .init(.get, Bench.images, 200))
    }

    @Test func `cost only a login when there is no place for them`() async throws {
        var bench = bench
        bench.cache = TokenCache(directory: "/proc/nowhere")
        try await run(bench, Bench.login(), .init(.get, Bench.images, 200))
        #expect(TokenCache(BackendEnvironment(variables: [:])) == nil)
    }
}
