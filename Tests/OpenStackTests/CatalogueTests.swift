import BackendKit
import HTTPTransport
import OpenStack
import TestSupport
import Testing

struct `the catalogue` {
    private func endpoint(
        _ kind: ServiceKind = .image, catalogue: String? = nil,
        _ change: (inout CloudSettings) throws -> Void = { _ in }
    ) async throws -> String {
        var bench = try Bench()
        try change(&bench.settings)
        bench.stub.expect(Bench.login(catalogue: catalogue))
        return try await bench.connection.service(kind).place().endpoint.description
    }

    private static func image(_ url: String, interface: String = "public") -> String {
        #"[{"type": "image", "endpoints": [{"interface": "\#(interface)", "region": "R1", "url": "\#(url)"}]}]"#
    }

    @Test(
        arguments: [
            ("https://i.test", "https://i.test/v2"), ("https://i.test/", "https://i.test/v2"),
            ("https://i.test/v2", "https://i.test/v2"), ("https://i.test/v2/", "https://i.test/v2"),
            ("https://i.test/v2.7/", "https://i.test/v2"), ("https://i.test/v1", "https://i.test/v2"),
            ("https://i.test/image", "https://i.test/image/v2"),
            ("https://i.test/image/v2/", "https://i.test/image/v2"),
            ("https://i.test:9292/v2x", "https://i.test:9292/v2x/v2"),
            ("https://i.test/v2/p1", "https://i.test/v2/p1"), ("https://i.test/x/v2/p1/", "https://i.test/x/v2/p1"),
            ("https://i.test/v2/p2", "https://i.test/v2/p2/v2"), ("https://i.test/v1/p1", "https://i.test/v1/p1/v2"),
            ("https://i.test/p1", "https://i.test/p1/v2"),
        ])
    func `gives the image service's version root`(_ url: String, _ root: String) async throws {
        #expect(try await endpoint(catalogue: Self.image(url)) == root)
    }

    @Test(
        arguments: [
            ("https://c.test", "https://c.test/v2.1"), ("https://c.test/v2.1", "https://c.test/v2.1"),
            ("https://c.test/v2.1/p1", "https://c.test/v2.1/p1"), ("https://c.test/v2/p1/", "https://c.test/v2/p1"),
            ("https://c.test/compute", "https://c.test/compute/v2.1"),
        ])
    func `gives the compute service's version root`(_ url: String, _ root: String) async throws {
        let catalogue = Self.image(url).replacing("image", with: "compute")
        #expect(try await endpoint(.compute, catalogue: catalogue) == root)
        let old = Self.image(url).replacing("image", with: "computev21")
        #expect(try await endpoint(.compute, catalogue: old) == root)
    }

    @Test func `is searched by interface in order of preference, then by region`() async throws {
        #expect(try await endpoint { $0.interfaces = [.admin, .internal] } == "https://inner.test/v2")
        #expect(
            try await endpoint {
                $0.interfaces = [.public]; $0.region = "R2"
            } == "https://image2.test/v2")
        #expect(
            try await endpoint { $0.services[.image] = with { $0.interfaces = [.internal] } } == "https://inner.test/v2"
        )
        #expect(try await endpoint { $0.services[.image] = with { $0.region = "R2" } } == "https://image2.test/v2")
        #expect(
            try await endpoint(catalogue: Self.image("https://i.test", interface: "publicURL")) == "https://i.test/v2")
    }

    private func with(_ change: (inout CloudSettings.ServiceSettings) -> Void) -> CloudSettings.ServiceSettings {
        var settings = CloudSettings.ServiceSettings()
        change(&settings)
        return settings
    }

    @Test func `is passed by with an override`() async throws {
        let override = try HTTPURL("https://over.test/v2/")
        #expect(
            try await endpoint(catalogue: "[]") { $0.services[.image] = with { $0.endpoint = override } }
                == "https://over.test/v2")
    }

    @Test func `and what else a plugin needs is lent, certificates in a file or in a directory`() async throws {
        var bench = try Bench()
        bench.settings.caDirectory = "/ca/certificates"
        bench.stub.expect(Bench.login())
        let lent = try await bench.connection.service(.image).access(tokenLife: 0).lent(.place)
        #expect(lent.caDirectory == "/ca/certificates" && lent.caFile == nil && lent.verifiesTLS)
        #expect(lent.endpoint != nil && lent.token == nil)
    }

    @Test func `without a region gives the first by name, and says once that there are several`() async throws {
        var bench = try Bench()
        bench.settings.region = nil
        bench.stub.expect(Bench.login())
        let service = bench.connection.service(.image)
        #expect(try await service.place().region == "R1")
        _ = try await service.place()
        #expect(bench.reports.warnings.count == 1)
        #expect(bench.reports.warnings[0].contains("R1, R2"))
    }

    @Test func `that has no such endpoint says what there is`() async throws {
        let region = await #expect(throws: ImageError.self) { try await endpoint { $0.region = "r1" } }
        #expect(region?.code == .usage)
        #expect(words(region).contains("'r1'"))
        #expect(words(region).contains("glance in R1: internal, public"))
        let service = await #expect(throws: ImageError.self) {
            try await endpoint(.compute, catalogue: Self.image("https://i.test"))
        }
        #expect(words(service).contains("the catalogue has: image"))
        let name = await #expect(throws: ImageError.self) {
            try await endpoint { $0.services[.image] = with { $0.catalogueName = "other" } }
        }
        #expect(words(name).contains("'other'"))
    }

    @Test(arguments: ["ftp://x", "https://u:hunter2@x", "nonsense", ""])
    func `with an endpoint that is no URL is an error of the service`(_ url: String) async throws {
        let error = await #expect(throws: ImageError.self) { try await endpoint(catalogue: Self.image(url)) }
        #expect(error?.code == .protocol)
        #expect(!words(error).contains("hunter2"))
    }

    @Test(arguments: [
        "null", "7", "{}",
        #"[1, {"type": 7}, {"type": "image", "endpoints": "x"}, {"type": "image", "endpoints": [[]]}]"#,
    ])
    func `of any other shape is an error, not a crash`(_ catalogue: String) async throws {
        let error = await #expect(throws: ImageError.self) { try await endpoint(catalogue: catalogue) }
        #expect(error?.code == .usage)
    }

    @Test func `does not lead from TLS to an endpoint without, unless that is allowed or on this machine`() async throws
    {
        let plain = Self.image("http://i.test")
        let error = await #expect(throws: ImageError.self) { try await endpoint(catalogue: plain) }
        #expect(error?.code == .usage)
        #expect(words(error).contains("allow_plain_http"))
        #expect(try await endpoint(catalogue: plain) { $0.allowsPlainHTTP = true } == "http://i.test/v2")
        #expect(try await endpoint(catalogue: Self.image("http://127.0.0.1:1")) == "http://127.0.0.1:1/v2")
        let override = try HTTPURL("http://i.test")
        await #expect(throws: ImageError.self) {
            try await endpoint { $0.services[.image] = with { $0.endpoint = override } }
        }
    }

    @Test func `is missing for a token without a project: the error lists those there are`() async throws {
        let bench = try Bench()
        bench.stub.expect(
            .init(
                .post, Bench.loginURL, 201, ["X-Subject-Token": "t"],
                #"{"token": {"user": {"name": "demo"}, "issued_at": "2026-11-23T14:56:59Z"}}"#),
            .init(
                .get, "https://id.test/v3/auth/projects", 200, [:],
                #"{"projects": [{"id": "1", "name": "alpha one"}, {"id": "2", "name": "beta"}]}"#))
        let service = bench.connection.service(.image)
        let error = await #expect(throws: ImageError.self) { try await service.place() }
        #expect(error?.code == .usage)
        #expect(words(error).contains("alpha one, beta"))
        #expect(error?.hint == "export OS_PROJECT_NAME='alpha one'")
        #expect(bench.stub.problems == [])
    }

    @Test func `is asked for no projects when the user wants an end`() async throws {
        let bench = try Bench()
        bench.stub.expect(
            .init(
                .post, Bench.loginURL, 201, ["X-Subject-Token": "t"],
                #"{"token": {"user": {"name": "demo"}, "issued_at": "2026-11-23T14:56:59Z"}}"#),
            .init(.get, "https://id.test/v3/auth/projects", throws: CancellationError()))
        let service = bench.connection.service(.image)
        await #expect(throws: CancellationError.self) { try await service.place() }
        #expect(bench.stub.problems == [])
    }
}
