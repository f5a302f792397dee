import BackendKit
import CurlTransport
import GlanceBackend
import HTTPTransport
import OpenStack
import TestSupport
import Testing

/// Lists that cannot be right: every walk ends, what was good is handed out, and no token goes elsewhere.
struct `F-N5 a list that goes wrong` {
    private static let first = "GET images?sort=created_at:desc,id:desc&limit=1000"

    private func page(_ ids: [String], next: String) -> ScriptedClient.Answer {
        .json("{\"images\": [\(ids.map { Bench.record($0) }.joined(separator: ","))], \"next\": \(next)}")
    }

    /// What was handed out before the list failed with `.protocol`.
    private func received(_ bench: Bench) async -> [String] {
        var ids: [String] = []
        await expectError(.protocol) {
            for try await page in bench.backend.images(matching: ImageQuery()) { ids += page.map(\.id.rawValue) }
        }
        return ids
    }

    @Test(arguments: [
        "\"https://evil.example/v2/images?marker=1\"", "\"//evil.example/v2/images\"", "\"/v2/other?marker=1\"",
        "\"http://image.example/v2/images\"", "\"https://image.example:444/v2/images\"", "\"images?marker=1\"", "5",
        "{}", "\"\"", "\"javascript:alert(1)\"", "\"https://u:p@image.example/v2/images\"",
    ])
    func `refuses a link that leads elsewhere`(_ link: String) async {
        let bench = Bench([(Self.first, page(["1"], next: link))])
        _ = await received(bench)
        #expect(bench.client.calls.count == 1)
    }

    @Test(arguments: ["\"https://image.example/prefix/v2/images?marker=1\"", "\"/v2/images?marker=1\""])
    func `takes a link to itself`(_ link: String) async throws {
        let bench = Bench([
            (Self.first, page(["1"], next: link)), (Self.first + "&marker=1", page(["2"], next: "null")),
        ])
        #expect(try await bench.backend.images(matching: ImageQuery()).collect().count == 2)
    }

    @Test func `ends when the same page comes for ever`() async {
        let bench = Bench([
            (Self.first, page(["1", "2"], next: "\"/v2/images?marker=2\"")),
            (Self.first + "&marker=2", page(["1", "2"], next: "\"/v2/images?marker=2\"")),
        ])
        #expect(await received(bench) == ["1", "2"])
        bench.expectDone()
    }

    @Test func `ends when a link comes twice, even with other images`() async {
        let bench = Bench([
            (Self.first, page(["1"], next: "\"/v2/images?marker=1\"")),
            (Self.first + "&marker=1", page(["2"], next: "\"/v2/images?marker=1\"")),
        ])
        #expect(await received(bench) == ["1"])
    }

    @Test func `ends when an empty page says there is more`() async {
        #expect(await received(Bench([(Self.first, page([], next: "\"/v2/images\""))])).isEmpty)
    }

    @Test func `begins again when the image its marker names was deleted`() async throws {
        let bench = Bench([
            (Self.first, page(["1", "2"], next: "\"/v2/images?marker=2\"")),
            (Self.first + "&marker=2", .refused(400, "No image found with ID 2")),
            (Self.first, page(["1", "3"], next: "\"/v2/images?marker=3\"")),
            (Self.first + "&marker=3", page(["4"], next: "null")),
        ])
        let ids = try await bench.backend.images(matching: ImageQuery()).collect().map(\.id.rawValue)
        #expect(ids == ["1", "2", "3", "4"])
        bench.expectDone()
    }

    @Test func `gives up when no marker is ever good`() async {
        var script: [(String, ScriptedClient.Answer)] = []
        for _ in 0..<17 {
            script.append((Self.first, page(["1"], next: "\"/v2/images?marker=1\"")))
            script.append((Self.first + "&marker=1", .refused(400)))
        }
        #expect(await received(Bench(script)) == ["1"])
    }

    @Test func `says so when the query's own marker is unknown`() async {
        let bench = Bench([(Self.first + "&marker=gone", .refused(400, "No image found with ID gone"))])
        var query = ImageQuery()
        query.marker = Image.ID("gone")
        let error = await expectError(.usage) { try await bench.backend.images(matching: query).collect() }
        #expect(error?.message.contains("gone") == true)
    }

    @Test func `asks for fewer images when a page is too long`() async throws {
        let response = HTTPResponse(status: 200, headers: [:], body: ByteStream([1, 2, 3]))
        let long = try #require(await expectError(.protocol) { try await response.bytes(limit: 2) })
        let bench = Bench([
            (Self.first, .broken(long)),
            (Self.first.replacing("1000", with: "50"), page(["1"], next: "null")),
        ])
        #expect(try await bench.backend.images(matching: ImageQuery()).collect().count == 1)
    }

    @Test(arguments: [
        "[]", "5", "{}", #"{"images": {}}"#, #"{"images": null}"#, "<html>login</html>", "", #"{"error": "x"}"#,
    ])
    func `is no list when it has none`(_ body: String) async {
        let bench = Bench([(Self.first, .json(body))])
        _ = await received(bench)
        bench.expectDone()
    }

    /// A backend over a real connection, with what is sent to a server that gives everybody the same answer.
    private func server(
        _ login: (HTTPURL) -> CloudSettings.Login, _ status: Int, _ headers: [(String, String)]
    ) throws -> (ScriptedServer, GlanceBackend) {
        let server = try ScriptedServer { connection in
            _ = try connection.readRequest()
            try connection.answer(status, headers + [("Connection", "close")], "<html>login</html>")
        }
        let settings = CloudSettings(name: "test", login: login(try HTTPURL(server.address + "/v3")))
        let transport = CurlTransport(options: TransportOptions())
        let connection = CloudConnection(settings, transport: transport, diagnostics: BackendDiagnostics())
        let backend = GlanceBackend(
            client: connection.service(.image),
            info: BackendInfo(kind: "glance", name: "glance@test", location: server.address),
            close: { await connection.close() })
        return (server, backend)
    }

    @Test func `sends a password once to an address that is no identity service`() async throws {
        let user = CloudSettings.User(.name("me"), domain: .id("default"))
        let (server, backend) = try server(
            { .password(at: $0, user, password: Secret("secret")) }, 200, [("Content-Type", "text/html")])
        await expectError(.protocol) { try await backend.images(matching: ImageQuery()).collect() }
        #expect(server.requests.filter { $0.method == "POST" }.count == 1)
        await backend.close()
    }

    @Test func `is asked for once when it is elsewhere`() async throws {
        let (server, backend) = try server(
            { .none(endpoint: $0) }, 302, [("Location", "https://elsewhere.example/v2/images")])
        await expectError(.protocol) { try await backend.images(matching: ImageQuery()).collect() }
        #expect(server.requests.count == 1)
        await backend.close()
    }

    @Test func `passes on a refusal with its meaning`() async {
        await expectError(.forbidden) {
            try await Bench([(Self.first, .refused(403))]).backend.images(matching: ImageQuery()).collect()
        }
        await expectError(.network) {
            try await Bench([(Self.first, .refused(500))]).backend.images(matching: ImageQuery()).collect()
        }
    }
}
