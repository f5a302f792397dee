import BackendKit
import HTTPTransport
import OpenStack
import TestSupport
import Testing

/// What is known of a service without asking it.
struct `the status of a service` {
    private static let images = ServiceRequest(.get, ["images"])

    @Test func `is nothing before a login, and all that the login told after it`() async throws {
        let bench = try Bench()
        let service = bench.connection.service(.image)
        #expect(await service.status() == ServiceStatus())
        bench.stub.expect(Bench.login())
        bench.stub.expect(.init(.get, Bench.images, 200))
        _ = try await service.send(Self.images)
        bench.clock.advance(600)
        let status = await service.status()
        #expect(!status.isOffline)
        #expect(status.place?.projectName == "p" && status.place?.userName == "demo" && status.place?.region == "R1")
        #expect(status.place?.tokenLife == 3000)
        #expect(bench.stub.problems == [])
    }

    @Test(arguments: [AnotherTry.lost, AnotherTry.refused])
    func `is offline after a call that reached nobody, until one does`(_ failure: TransportFailure) async throws {
        var bench = try Bench()
        bench.retry = .none
        let service = bench.connection.service(.image)
        bench.stub.expect(Bench.login())
        bench.stub.expect(.init(.get, Bench.images, throws: failure))
        await #expect(throws: ImageError.self) { try await service.send(Self.images) }
        #expect(await service.status().isOffline)
        bench.stub.expect(.init(.get, Bench.images, 404))
        await #expect(throws: ServiceFault.self) { try await service.send(Self.images) }
        #expect(await !service.status().isOffline)
    }

    @Test func `is offline when a proxy answers for it, and when nobody lets in`() async throws {
        var bench = try Bench()
        bench.retry = .none
        let service = bench.connection.service(.image)
        bench.stub.expect(.init(.post, Bench.loginURL, throws: AnotherTry.refused))
        await #expect(throws: (any Error).self) { try await service.send(Self.images) }
        #expect(await service.status().isOffline)
        bench.stub.expect(Bench.login())
        bench.stub.expect(.init(.get, Bench.images, 503))
        await #expect(throws: ServiceFault.self) { try await service.send(Self.images) }
        #expect(await service.status().isOffline)
        bench.stub.expect(.init(.get, Bench.images, 200))
        _ = try await service.send(Self.images)
        #expect(await !service.status().isOffline)
    }

    @Test func `is not that of another service of the cloud`() async throws {
        var bench = try Bench()
        bench.retry = .none
        let connection = bench.connection
        bench.stub.expect(Bench.login())
        bench.stub.expect(.init(.get, Bench.images, throws: AnotherTry.refused))
        await #expect(throws: ImageError.self) { try await connection.service(.image).send(Self.images) }
        bench.stub.expect(.init(.get, "https://compute.test/v2.1/p1/servers", 200))
        _ = try await connection.service(.compute).send(ServiceRequest(.get, ["servers"]))
        #expect(await connection.service(.image).status().isOffline)
        #expect(await !connection.service(.compute).status().isOffline)
    }

    @Test func `becomes the state of a backend`() {
        let info = BackendInfo(kind: "glance", name: "glance@prod", location: "?", facts: [("cloud", "prod")])
        #expect(ServiceStatus().state(of: info) == BackendState(.notLoggedIn, info: info))
        #expect(ServiceStatus(isOffline: true).state(of: info).contact == .offline)
    }

    @Test func `knows where it pointed before the login`() throws {
        var info = BackendInfo(kind: "glance", name: "glance@prod", location: "https://id.test/v3")
        let place = ServicePlace(endpoint: try HTTPURL("https://image.test/v2"))
        // What is known of a place is added anew with each call.
        for _ in 0..<2 { info.add(place) }
        #expect(info.location == "https://image.test/v2")
        #expect(info.points(to: "https://image.test/v2") && info.points(to: "https://id.test/v3"))
        #expect(!info.points(to: "https://other.test/v2"))
    }

    @Test func `is told of the region an address names`() async throws {
        let bench = try CloudsBench(
            "clouds: {prod: {auth: {auth_url: 'https://id.test', username: u, password: p}, region_name: One}}\n")
        let environment = BackendEnvironment(
            variables: ["OS_CLIENT_CONFIG_FILE": bench.directory("clouds.yaml"), "OS_REGION_NAME": "Two"])
        let address = try BackendAddress(parsing: "glance@prod:Three")
        #expect(try await CloudResolver.settings(at: address, environment).region == "Three")
        await #expect(throws: ImageError.self) {
            try await CloudResolver.settings(at: address.inRegion(nil), environment)
        }
    }
}

private enum AnotherTry {
    static let lost = TransportFailure(ImageError(.network, "the connection broke"), mayHaveActed: true)
    static let refused = TransportFailure(ImageError(.network, "connection refused"), mayHaveActed: false)
}
