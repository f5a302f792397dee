import BackendKit
import HTTPTransport
import OpenStack
import TestSupport
import Testing

struct `F-N4 a redirect` {
    private func send(
        _ method: HTTPRequest.Method = .get, _ exchanges: StubTransport.Exchange...
    ) async throws -> (Bench, ImageError?) {
        let bench = try Bench()
        bench.stub.expect(Bench.login())
        for exchange in exchanges { bench.stub.expect(exchange) }
        do {
            _ = try await bench.connection.service(.image).send(
                ServiceRequest(method, ["images"], body: method == .get ? .none : .bytes([1])))
            return (bench, nil)
        } catch {
            return (bench, try #require(error as? ImageError))
        }
    }

    @Test(
        arguments: [
            ("/other?x=1", "https://image.test/other?x=1"), ("https://image.test/o", "https://image.test/o"),
            ("https://IMAGE.test:443/o", "https://image.test/o"), ("//image.test/o", "https://image.test/o"),
            ("beside", "https://image.test/pre/v2/beside"), ("?x=1", "https://image.test/pre/v2/images?x=1"),
            ("/o?back=https://evil.test/", "https://image.test/o?back=https://evil.test/"),
            ("o?back=https://evil.test/", "https://image.test/pre/v2/o?back=https://evil.test/"),
        ])
    func `of a GET within the origin is followed, with all its headers`(_ location: String, _ target: String)
        async throws
    {
        for status in [301, 302, 303, 307, 308] {
            let (bench, error) = try await send(
                .get, .init(.get, Bench.images, status, ["Location": location]), .init(.get, target, 200))
            #expect(error == nil)
            #expect(bench.stub.problems == [])
            #expect(bench.stub.sent[2].headers["X-Auth-Token"] == "token-1")
            #expect(bench.stub.sent[2].headers["Accept"] == "application/json")
        }
    }

    @Test(
        arguments: [
            "https://evil.test/", "http://image.test/o", "https://image.test:444/o", "//evil.test/o",
            "https://image.test.evil.test/", "https://id.test/v3/auth/tokens",
        ])
    func `to another origin is never followed: the token would go there`(_ location: String) async throws {
        let (bench, error) = try await send(.get, .init(.get, Bench.images, 302, ["Location": location]))
        #expect(error?.code == .protocol)
        #expect(error?.message.contains("not followed, because your token would go there") == true)
        #expect(bench.stub.sent.count == 2)
    }

    @Test(arguments: ["https://user@image.test/", "ftp://image.test/", "https://image.test/\u{1}", "\\\\evil.test\\"])
    func `to something that is no clean address is not followed`(_ location: String) async throws {
        let (bench, error) = try await send(.get, .init(.get, Bench.images, 302, ["Location": location]))
        #expect(error?.code == .protocol)
        #expect(bench.stub.sent.count == 2)
    }

    @Test(arguments: [HTTPRequest.Method.post, .put, .patch, .delete])
    func `of a call that changes something is an error, within the origin too`(_ method: HTTPRequest.Method)
        async throws
    {
        let (bench, error) = try await send(method, .init(method, Bench.images, 307, ["Location": "/other"]))
        #expect(error?.code == .protocol)
        #expect(bench.stub.sent.count == 2)
    }

    @Test(arguments: ["http://id.test/v3", "http://id.test:5000/v3"])
    func `of a login to TLS says what to write instead`(_ authURL: String) async throws {
        let bench = try Bench(authURL: authURL)
        bench.stub.expect(.init(.post, authURL + "/auth/tokens", 301, ["Location": "https://id.test/v3/auth/tokens"]))
        let service = bench.connection.service(.image)
        let error = await #expect(throws: ImageError.self) { try await service.send(ServiceRequest(.get, ["images"])) }
        #expect(error?.code == .protocol)
        #expect(error?.hint == "use https in the cloud's auth_url and endpoints")
        #expect(bench.stub.sent.count == 1)
    }

    @Test func `in a circle ends`() async throws {
        let (bench, error) = try await send(
            .get, .init(.get, Bench.images, 302, ["Location": "/a"]),
            .init(.get, "https://image.test/a", 302, ["Location": "/pre/v2/images"]))
        #expect(error?.message.contains("circle") == true)
        #expect(bench.stub.problems == [])
    }

    @Test func `is followed five times at most`() async throws {
        let bench = try Bench()
        bench.stub.expect(Bench.login(), .init(.get, Bench.images, 302, ["Location": "/1"]))
        for hop in 1...5 {
            bench.stub.expect(.init(.get, "https://image.test/\(hop)", 302, ["Location": "/\(hop + 1)"]))
        }
        let service = bench.connection.service(.image)
        let error = await #expect(throws: ImageError.self) { try await service.send(ServiceRequest(.get, ["images"])) }
        #expect(error?.code == .protocol)
        #expect(bench.stub.problems == [])
    }

    @Test func `without an address, and 300, are answers like others`() async throws {
        let (_, error) = try await send(.get, .init(.get, Bench.images, 302))
        #expect(error?.code == .protocol)
        let bench = try Bench()
        bench.stub.expect(Bench.login(), .init(.get, Bench.images, 300, ["Location": "https://evil.test/"]))
        let service = bench.connection.service(.image)
        let fault = await #expect(throws: ServiceFault.self) {
            try await service.send(ServiceRequest(.get, ["images"]))
        }
        #expect(fault?.status == 300)
    }
}
