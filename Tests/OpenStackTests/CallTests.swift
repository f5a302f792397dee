import BackendKit
import HTTPTransport
import JSONText
import OpenStack
import TestSupport
import Testing

struct `a call` {
    static let list = ServiceRequest(.get, ["images"])

    private func fault(
        _ request: ServiceRequest = list, _ exchanges: StubTransport.Exchange...
    ) async throws -> ServiceFault {
        let bench = try Bench()
        bench.stub.expect(Bench.login())
        for exchange in exchanges { bench.stub.expect(exchange) }
        let service = bench.connection.service(.image)
        let fault = await #expect(throws: ServiceFault.self) { try await service.send(request) }
        #expect(bench.stub.problems == [])
        return try #require(fault)
    }

    @Test func `carries the token, what it accepts, its query and its body`() async throws {
        let bench = try Bench()
        let url = Bench.images + "/a%2Fb%20c/members?limit=5&name=%C3%A9%26&name=x"
        bench.stub.expect(
            Bench.login(),
            .init(.post, url, 200, ["x-openstack-request-id": "req-9"], #"{"member_id": "m"}"#))
        let answer = try await bench.connection.service(.image).send(
            ServiceRequest(
                .post, ["images", "a/b c", "members"], query: [("limit", "5"), ("name", "é&"), ("name", "x")],
                headers: ["X-Extra": "1"], body: .bytes(Array("{}".utf8))))
        let request = bench.stub.sent[1]
        #expect(request.headers["X-Auth-Token"] == "token-1")
        #expect(request.headers["Accept"] == "application/json")
        #expect(request.headers["Content-Type"] == "application/json")
        #expect(request.headers["X-Extra"] == "1")
        #expect(answer.requestID == "req-9")
        #expect(try answer.json()["member_id"] == "m")
        #expect(bench.stub.problems == [])
    }

    @Test func `keeps a content type of its own, and sends none without a body`() async throws {
        let bench = try Bench()
        bench.stub.expect(Bench.login(), .init(.patch, Bench.images, 200), .init(.get, Bench.images, 200))
        let service = bench.connection.service(.image)
        _ = try await service.send(
            ServiceRequest(.patch, ["images"], headers: ["Content-Type": "application/x"], body: .bytes([])))
        _ = try await service.send(Self.list)
        #expect(bench.stub.sent[1].headers.all("Content-Type") == ["application/x"])
        #expect(bench.stub.sent[2].headers["Content-Type"] == nil)
    }

    @Test(arguments: ["", ".", ".."])
    func `never has a segment that is a step in the path`(_ segment: String) async throws {
        let bench = try Bench()
        bench.stub.expect(Bench.login())
        let service = bench.connection.service(.image)
        let error = await #expect(throws: ImageError.self) {
            try await service.send(ServiceRequest(.delete, ["images", segment]))
        }
        #expect(error?.code == .usage)
        #expect(bench.stub.sent.count == 1)
    }

    @Test func `whose status nobody asked for is a fault with the service's sentence`() async throws {
        let fault = try await fault(
            Self.list,
            .init(
                .get, Bench.images, 404, ["x-openstack-request-id": "req-1", "Content-Type": "application/json"],
                #"{"message": "No image found with ID nope<br /><br />\n\n\n", "code": "404 Not Found"}"#))
        #expect(fault.status == 404)
        #expect(fault.reason == "No image found with ID nope")
        #expect(fault.detail == "glance: 404 on GET /pre/v2/images: No image found with ID nope (request req-1)")
    }

    @Test func `that is answered with a list of versions says that the endpoint is wrong`() {
        let fault = ServiceFault(status: 300, call: "GET /v2/images", service: "glance", reason: "", requestID: nil)
        #expect(fault.code == .protocol && fault.meaning.contains("endpoint is wrong"))
    }

    @Test(arguments: [408, 425, 429])
    func `that a busy service does not take is a failure of the network`(_ status: Int) {
        let fault = ServiceFault(status: status, call: "GET /v2/images", service: "glance", reason: "", requestID: nil)
        #expect(fault.code == .network && fault.meaning.contains("busy"))
    }

    @Test func `never shows a secret the service echoes`() async throws {
        let fault = try await fault(
            Self.list,
            .init(
                .get, Bench.images, 400, ["x-openstack-request-id": "req-token-1"],
                #"{"message": "bad token-1 and \#("pa ss/w\\\"örd") here"}"#))
        #expect(fault.reason == "bad *** and *** here" && fault.requestID == "req-***")
    }

    @Test func `that asks and whose answer is lost says why there is none`() async throws {
        let bench = try Bench()
        let lost = ImageError(.network, "the connection broke")
        bench.stub.expect(
            Bench.login(), .init(.post, Bench.images, throws: TransportFailure(lost, mayHaveActed: true)))
        let service = bench.connection.service(.image)
        let error = await #expect(throws: ImageError.self) {
            try await service.ask(ServiceRequest(.post, ["images"])) { _ in ImageError(.protocol, "refused") }
        }
        #expect(error?.code == .network && error?.message == "the connection broke")
        #expect(bench.stub.problems == [])
    }

    @Test(arguments: [
        ("application/json; charset=UTF-8", "JSON, and is not"), ("text/html", "answered with text/html"),
    ])
    func `whose answer is cut off or a page says which`(_ type: String, _ words: String) throws {
        let response = ServiceResponse(
            status: 200, headers: ["Content-Type": type], bytes: Array(#"{"images": ["#.utf8), requestID: nil)
        let error = #expect(throws: ImageError.self) { try response.json() }
        #expect(error?.code == .protocol && error?.message.contains(words) == true)
    }

    @Test func `that is forbidden does not log in again`() async throws {
        #expect(try await fault(Self.list, .init(.get, Bench.images, 403)).status == 403)
    }

    @Test func `refuses an answer of more than 32 MiB`() async throws {
        let bench = try Bench()
        let huge = ByteStream(length: nil, canRestart: false) { Endless() }
        bench.stub.expect(Bench.login(), .init(.get, Bench.images) { _ in StubTransport.Answer(200, [:], huge) })
        let service = bench.connection.service(.image)
        #expect(await #expect(throws: ImageError.self) { try await service.send(Self.list) }?.code == .protocol)
        #expect(bench.stub.problems == [])
    }

    @Test func `reads no more than 64 KiB of an error`() async throws {
        let reader = Endless()
        let stream = ByteStream(length: nil, canRestart: false) { reader }
        let fault = try await fault(
            Self.list, .init(.get, Bench.images) { _ in StubTransport.Answer(400, [:], stream) })
        #expect(fault.reason.unicodeScalars.count == 500)
        #expect(await reader.chunks == 1)
    }

    // MARK: 401

    @Test func `that finds its token refused logs in once and goes again`() async throws {
        let bench = try Bench()
        bench.stub.expect(
            Bench.login("t1"), .init(.get, Bench.images, 401), Bench.login("t2"), .init(.get, Bench.images, 200))
        _ = try await bench.connection.service(.image).send(Self.list)
        #expect(bench.stub.sent.map { $0.headers["X-Auth-Token"] } == [nil, "t1", nil, "t2"])
        #expect(bench.stub.problems == [])
    }

    @Test func `whose fresh token is refused too stops`() async throws {
        let bench = try Bench()
        bench.stub.expect(
            Bench.login("t1"), .init(.get, Bench.images, 401), Bench.login("t2"), .init(.get, Bench.images, 401))
        let service = bench.connection.service(.image)
        let error = await #expect(throws: ImageError.self) { try await service.send(Self.list) }
        #expect(error?.code == .authentication)
        #expect(error?.message.contains("does not accept a token the identity service just issued") == true)
        #expect(bench.stub.problems == [])
    }

    @Test func `with a given token that is refused says that it cannot be renewed`() async throws {
        var bench = try Bench()
        bench.settings.login = .token(at: try HTTPURL("https://id.test/v3"), Secret("given"))
        bench.stub.expect(Bench.login("t1"), .init(.get, Bench.images, 401))
        let service = bench.connection.service(.image)
        let error = await #expect(throws: ImageError.self) { try await service.send(Self.list) }
        #expect(error?.code == .authentication)
        #expect(error?.message.contains("cannot be renewed") == true)
        #expect(bench.stub.problems == [])
    }

    @Test func `shares the next login with others that were refused`() async throws {
        let bench = try Bench()
        let gate = Gate(4)
        bench.stub.expect(Bench.login("t1"), Bench.login("t2"))
        for _ in 1...4 {
            bench.stub.expect(
                .init(.get, Bench.images) { request in
                    await gate.wait()
                    return StubTransport.Answer(
                        request.headers["X-Auth-Token"] == "t1" ? 401 : 500, [:], ByteStream([]))
                })
        }
        for _ in 1...4 { bench.stub.expect(.init(.get, Bench.images, 200)) }
        let service = bench.connection.service(.image)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 1...4 { group.addTask { _ = try await service.send(Self.list) } }
            try await group.waitForAll()
        }
        #expect(bench.stub.problems == [])
    }

    @Test func `repeats a stream only when it can begin anew`() async throws {
        let url = Bench.images + "/x/file"
        func put(_ stream: ByteStream) -> ServiceRequest {
            ServiceRequest(.put, ["images", "x", "file"], body: .stream(stream), kind: .data, accepts: [204])
        }
        let bench = try Bench()
        bench.stub.expect(Bench.login("t1"), .init(.put, url, 401), Bench.login("t2"), .init(.put, url, 204))
        _ = try await bench.connection.service(.image).send(put(ByteStream([1, 2, 3])))
        #expect(bench.stub.problems == [])
        let pipe = try Bench()
        pipe.stub.expect(Bench.login("t1"), .init(.put, url, 401))
        let service = pipe.connection.service(.image)
        let error = await #expect(throws: ImageError.self) {
            try await service.send(put(ByteStream(length: nil, canRestart: false) { Endless() }))
        }
        #expect(error?.code == .authentication)
        #expect(error?.message.contains("cannot repeat a stream") == true)
        #expect(pipe.stub.problems == [])
    }

    // MARK: The token's life

    @Test func `has a token that lives as long as it asks, by the service's clock`() async throws {
        let bench = try Bench()
        let service = bench.connection.service(.image)
        bench.stub.expect(Bench.login("t1"), .init(.get, Bench.images, 200))
        _ = try await service.send(Self.list)
        #expect(try await service.place().tokenLife == 3600)
        bench.clock.advance(3400)
        bench.stub.expect(.init(.get, Bench.images, 200))
        _ = try await service.send(Self.list)
        var long = Self.list
        long.tokenLife = 600
        bench.stub.expect(Bench.login("t2"), .init(.get, Bench.images, 200))
        _ = try await service.send(long)
        bench.clock.advance(3490)
        bench.stub.expect(Bench.login("t3"), .init(.get, Bench.images, 200))
        _ = try await service.send(Self.list)
        #expect(bench.stub.problems == [])
    }

    @Test func `does not log in anew each time where all tokens are short`() async throws {
        let bench = try Bench()
        let service = bench.connection.service(.image)
        bench.stub.expect(Bench.login("t1", life: 5), .init(.get, Bench.images, 200), .init(.get, Bench.images, 200))
        _ = try await service.send(Self.list)
        bench.clock.advance(2)
        _ = try await service.send(Self.list)
        bench.clock.advance(1)
        bench.stub.expect(Bench.login("t2", life: 5), .init(.get, Bench.images, 200))
        _ = try await service.send(Self.list)
        #expect(bench.stub.problems == [])
    }

    // MARK: Streams

    @Test func `hands a stream over, and passes on what its reader throws`() async throws {
        let bench = try Bench()
        bench.stub.expect(Bench.login(), .init(.get, Bench.images, 200, [:], "data"), .init(.get, Bench.images, 200))
        let service = bench.connection.service(.image)
        let bytes = try await service.withResponse(to: Self.list) { try await $0.bytes(limit: 10) }
        #expect(bytes == Array("data".utf8))
        let broken = ImageError(.network, "broke in the middle")
        let error = await #expect(throws: ImageError.self) {
            try await service.withResponse(to: Self.list) { _ in throw broken }
        }
        #expect(error == broken, "nothing is repeated once the reader began")
        #expect(bench.stub.problems == [])
    }

    @Test func `never gives an error's text to the reader of data`() async throws {
        let bench = try Bench()
        bench.stub.expect(Bench.login(), .init(.get, Bench.images, 404, [:], "error text"))
        let service = bench.connection.service(.image)
        let fault = await #expect(throws: ServiceFault.self) {
            try await service.withResponse(to: Self.list) { _ in Issue.record("called") }
        }
        #expect(fault?.reason == "error text")
    }
}

/// Bytes without end.
actor Endless: ByteStream.Reader {
    private(set) var chunks = 0

    func next() -> [UInt8]? {
        chunks += 1
        return Array(repeating: UInt8(ascii: "x"), count: 1 << 20)
    }
}

/// Lets nobody through until so many are there.
actor Gate {
    private let count: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ count: Int) { self.count = count }

    func wait() async {
        await withCheckedContinuation { continuation in
            waiting.append(continuation)
            guard waiting.count == count else { return }
            for continuation in waiting { continuation.resume() }
            waiting = []
        }
    }
}
