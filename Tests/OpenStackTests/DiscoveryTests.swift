import BackendKit
import HTTPTransport
import OpenStack
import TestSupport
import Testing

struct `the identity service` {
    private static func versions(_ href: String) -> String {
        #"{"versions": {"values": [{"id": "v3.14", "status": "stable", "links": [{"rel": "self", "href": "\#(href)"}]}]}}"#
    }

    private func login(at authURL: String, _ root: String, _ discovery: StubTransport.Exchange?) async throws {
        let bench = try Bench(authURL: authURL)
        if let discovery { bench.stub.expect(discovery) }
        bench.stub.expect(Bench.login(url: root + "/auth/tokens"))
        let place = try await bench.connection.service(.identity).place()
        #expect(place.endpoint.description == root)
        #expect(bench.stub.problems == [])
    }

    @Test(arguments: ["https://id.test/v3", "https://id.test/v3/", "https://id.test/v3//", "https://id.test/v2.0"])
    func `needs no question when the address says the version`(_ url: String) async throws {
        try await login(at: url, "https://id.test/v3", nil)
    }

    @Test(
        arguments: [
            ("https://id.test", "https://id.test/", "https://id.test/v3/", "https://id.test/v3"),
            ("https://id.test/", "https://id.test/", "http://inner:5000/v3/", "https://id.test/v3"),
            ("https://id.test/identity", "https://id.test/identity", "http://inner/v3", "https://id.test/identity/v3"),
            (
                "https://id.test/identity/", "https://id.test/identity", "https://id.test/identity/v3",
                "https://id.test/identity/v3"
            ),
            ("https://id.test", "https://id.test/", "https://evil.test/deep/v3/", "https://id.test/deep/v3"),
        ])
    func `is found by its list of versions, whose hosts are not trusted`(
        _ url: String, _ asked: String, _ href: String, _ root: String
    ) async throws {
        try await login(
            at: url, root, .init(.get, asked, 300, ["Content-Type": "application/json"], Self.versions(href)))
    }

    @Test(
        arguments: [
            (200, "<html>hello</html>"), (404, ""), (500, ""), (200, "{}"), (200, #"{"versions":{"values":[]}}"#),
            (300, #"{"versions":{"values":[{"id":"v3.1","links":7}]}}"#),
        ])
    func `is taken to be at /v3 when there is no list`(_ status: Int, _ body: String) async throws {
        let bench = try Bench(authURL: "https://id.test")
        for _ in 1...(status == 500 ? 3 : 1) { bench.stub.expect(.init(.get, "https://id.test/", status, [:], body)) }
        bench.stub.expect(Bench.login())
        _ = try await bench.connection.service(.image).place()
        #expect(bench.stub.problems == [])
    }

    @Test func `may answer with one version`() async throws {
        try await login(
            at: "https://id.test/odd", "https://id.test/odd",
            .init(.get, "https://id.test/odd", 200, [:], #"{"version": {"id": "v3.14"}}"#))
    }

    @Test(
        arguments: [
            "https://evil.test/", "http://id.test/", "https://id.test:5000/v3/", "ftp://x", "", "/",
        ])
    func `is taken to be at /v3 when it redirects elsewhere, which is not followed`(_ location: String) async throws {
        let bench = try Bench(authURL: "https://id.test")
        // The last one leads in a circle.
        for _ in 1...(location == "/" ? 6 : 1) {
            bench.stub.expect(
                .init(.get, "https://id.test/", 302, location.isEmpty ? [:] : ["Location": location]))
        }
        bench.stub.expect(Bench.login())
        _ = try await bench.connection.service(.image).place()
        #expect(bench.stub.problems == [])
        #expect(bench.stub.sent[0].headers["X-Auth-Token"] == nil)
    }

    @Test func `is found by a redirect within the origin`() async throws {
        let bench = try Bench(authURL: "https://id.test")
        bench.stub.expect(
            .init(.get, "https://id.test/", 302, ["Location": "/deep/"]),
            .init(.get, "https://id.test/deep/", 300, [:], Self.versions("https://id.test/deep/v3/")),
            Bench.login(url: "https://id.test/deep/v3/auth/tokens"))
        _ = try await bench.connection.service(.image).place()
        #expect(bench.stub.problems == [])
    }

    @Test func `that wants TLS is sent no secret without`() async throws {
        let bench = try Bench(authURL: "http://id.test")
        bench.stub.expect(.init(.get, "http://id.test/", 301, ["Location": "https://id.test/"]))
        let service = bench.connection.service(.image)
        let error = await #expect(throws: ImageError.self) { try await service.place() }
        #expect(error?.code == .protocol)
        #expect(error?.message.contains("redirects to https://id.test; no secret was sent") == true)
        #expect(error?.hint?.contains("https") == true)
        #expect(bench.stub.sent.count == 1)
    }
}
