import BackendKit
import CurlTransport
import HTTPTransport
import JSONText
import NovaBackend
import OpenStack
import TestSupport
import Testing

/// Images of servers, over a real connection: a lab without a hypervisor has no server to make one of.
struct `making an image of a server` {
    private static let image = "0b4f3c1e-3d5a-4c57-9c54-6d3c2f3b1a90"

    /// A service that answers each call the same way, and a backend that talks to it.
    private struct Service {
        let server: ScriptedServer
        let backend: NovaBackend

        init(
            _ status: Int, _ headers: [(String, String)] = [], _ body: String = "", refusesVersions: Bool = false
        ) throws {
            server = try ScriptedServer { connection in
                while true {
                    let request = try connection.readRequest()
                    if refusesVersions, request["OpenStack-API-Version"] != nil {
                        try connection.answer(406, [], #"{"computeFault": {"code": 406, "message": "too new"}}"#)
                    } else {
                        try connection.answer(status, headers, body)
                    }
                }
            }
            let settings = CloudSettings(
                name: "test", login: .none(endpoint: try HTTPURL(server.address + "/v2.1")))
            let pace = Pace(now: { .zero }, sleep: { _ in }, random: { $0.upperBound })
            let connection = CloudConnection(
                settings, transport: CurlTransport(options: TransportOptions()), diagnostics: BackendDiagnostics(),
                pace: pace)
            backend = NovaBackend(
                client: connection.service(.compute),
                info: BackendInfo(kind: "nova", name: "nova@test", location: server.address),
                close: { await connection.close() })
        }

        func snapshot(_ properties: Properties = [:]) async throws -> String {
            var request = SnapshotRequest(name: "before the upgrade")
            request.properties = properties
            return try await backend.snapshotServer(Server.ID(Bench.other), request).rawValue
        }
    }

    @Test func `takes its ID from the body, as Nova answers since 2.45`() async throws {
        let service = try Service(202, [], #"{"image_id": "\#(Self.image)"}"#)
        #expect(try await service.snapshot(["purpose": "test"]) == Self.image)
        await service.backend.close()
        let request = try #require(service.server.requests.first)
        #expect(service.server.requests.count == 1)
        #expect(request.method == "POST" && request.target == "/v2.1/servers/\(Bench.other)/action")
        #expect(request["OpenStack-API-Version"] == "compute 2.45")
        #expect(request["X-OpenStack-Nova-API-Version"] == "2.45")
        #expect(
            try JSONReader.value(of: request.body) == [
                "createImage": ["name": "before the upgrade", "metadata": ["purpose": "test"]]
            ])
    }

    @Test func `takes its ID from Location, as Nova answers before 2.45`() async throws {
        let service = try Service(
            202, [("Location", "http://glance.inner.invalid:9292/images/\(Self.image)")], refusesVersions: true)
        #expect(try await service.snapshot() == Self.image)
        await service.backend.close()
        #expect(service.server.requests.map { $0["OpenStack-API-Version"] } == ["compute 2.45", nil])
        #expect(
            try JSONReader.value(of: service.server.requests[1].body) == ["createImage": ["name": "before the upgrade"]]
        )
    }

    @Test(arguments: [
        "/images/%", "//evil.invalid/images/%?a=/b", "https://evil.invalid/v2/images/%/", "%#x",
        "http://u:p@evil.invalid/images/%",
    ])
    func `never goes where Location points`(_ location: String) async throws {
        // Anything sent to another host would fail; anything more sent to this one would be counted.
        let service = try Service(202, [("Location", location.replacing("%", with: Self.image.uppercased()))])
        #expect(try await service.snapshot() == Self.image)
        await service.backend.close()
        #expect(service.server.requests.count == 1)
    }

    @Test(arguments: [
        [], [("Location", "http://x/images/")], [("Location", "http://x/images/..")], [("Location", "")],
    ])
    func `says so when the answer does not tell which image it is`(_ headers: [(String, String)]) async throws {
        let service = try Service(202, headers)
        let error = await expectError(.protocol) { try await service.snapshot() }
        #expect(error?.message == "Nova makes an image and does not say which")
        await service.backend.close()
    }

    @Test(arguments: [
        (409, "conflictingRequest", ImageError.Code.conflict, "its state forbids it"),
        (403, "forbidden", .forbidden, "a quota is reached"), (404, "itemNotFound", .notFound, "no server"),
        (400, "badRequest", .usage, "does not take a value"),
    ])
    func `tells why it was refused`(
        _ status: Int, _ name: String, _ code: ImageError.Code, _ words: String
    ) async throws {
        let service = try Service(status, [], Bench.fault(name, status, "Nova's own words"))
        let error = await expectError(code) { try await service.snapshot() }
        #expect(error?.message.contains(words) == true)
        #expect(error?.details.first?.contains("Nova's own words") == true)
        await service.backend.close()
        #expect(service.server.requests.count == 1)
    }

    @Test func `is never asked for twice when its answer is lost`() async throws {
        let server = try ScriptedServer { connection in
            _ = try connection.readRequest()
            connection.reset()
        }
        let settings = CloudSettings(name: "test", login: .none(endpoint: try HTTPURL(server.address + "/v2.1")))
        let connection = CloudConnection(
            settings, transport: CurlTransport(options: TransportOptions()), diagnostics: BackendDiagnostics())
        let backend = NovaBackend(
            client: connection.service(.compute), info: BackendInfo(kind: "nova", name: "nova", location: "x"))
        let error = await expectError(.network) {
            try await backend.snapshotServer(Server.ID(Bench.other), SnapshotRequest(name: "x"))
        }
        #expect(error?.message.contains("it is not known whether an image is being made") == true)
        #expect(error?.hint == "image list --server \(Bench.other)")
        await connection.close()
        #expect(server.requests.count == 1)
    }
}
