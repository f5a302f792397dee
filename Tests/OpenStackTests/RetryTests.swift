import BackendKit
import HTTPTransport
import OpenStack
import TestSupport
import Testing

struct `another try` {
    static let date = "Mon, 23 Nov 2026 14:56:59 GMT"
    static let lost = TransportFailure(ImageError(.network, "the connection broke"), mayHaveActed: true)
    static let refused = TransportFailure(ImageError(.network, "connection refused"), mayHaveActed: false)
    static let body = HTTPRequest.Body.bytes(Array("{}".utf8))

    /// A bench that is logged in and expects these answers, each on the same address.
    private func bench(_ method: HTTPRequest.Method, _ answers: [Step]) async throws -> (Bench, any ServiceClient) {
        let bench = try Bench()
        bench.stub.expect(Bench.login())
        for answer in answers {
            switch answer {
            case .status(let status, let headers): bench.stub.expect(.init(method, Bench.images, status, headers))
            case .failure(let error): bench.stub.expect(.init(method, Bench.images, throws: error))
            }
        }
        return (bench, bench.connection.service(.image))
    }

    enum Step: Sendable {
        case status(Int, HTTPHeaders = [:])
        case failure(any Error)
    }

    @Test(arguments: [408, 425, 429, 502, 503, 504])
    func `of a GET follows these statuses`(_ status: Int) async throws {
        let (bench, service) = try await bench(.get, [.status(status), .status(200)])
        _ = try await service.send(ServiceRequest(.get, ["images"]))
        #expect(bench.stub.problems == [])
        #expect(bench.clock.slept == [1])
        #expect(bench.reports.waits.first?.hasSuffix(", trying again in 1 s (2 of 5)") == true)
        #expect(bench.reports.waits.first?.contains("(\(status))") == true)
    }

    @Test func `is not made when the user wants none`() async throws {
        #expect(RetryPolicy(BackendEnvironment(variables: [:])).triesAgain)
        let policy = RetryPolicy(BackendEnvironment(variables: [:], options: ["IMGSH_NO_RETRY": "1"]))
        #expect(!policy.triesAgain)
        var bench = try Bench()
        bench.retry = policy
        bench.stub.expect(Bench.login(), .init(.get, Bench.images, 503, ["Retry-After": "1"]))
        let service = bench.connection.service(.image)
        await #expect(throws: ServiceFault.self) { try await service.send(ServiceRequest(.get, ["images"])) }
        #expect(bench.stub.problems == [])
        #expect(bench.clock.slept == [])
    }

    @Test(arguments: [400, 403, 404, 405, 409, 410, 413, 415, 416, 501])
    func `never follows these`(_ status: Int) async throws {
        let (bench, service) = try await bench(.get, [.status(status, ["Retry-After": "1"])])
        let fault = await #expect(throws: ServiceFault.self) {
            try await service.send(ServiceRequest(.get, ["images"]))
        }
        #expect(fault?.status == status)
        #expect(bench.stub.problems == [])
    }

    @Test func `of a GET follows a broken connection, five tries in all, with waits that double at most`() async throws
    {
        let (bench, service) = try await bench(.get, Array(repeating: .failure(Self.lost), count: 5))
        let error = await #expect(throws: ImageError.self) { try await service.send(ServiceRequest(.get, ["images"])) }
        #expect(error?.code == .network)
        #expect(words(error).contains("5 times"))
        #expect(bench.clock.slept == [1, 2, 4, 8])
        #expect(bench.reports.waits.first == "the connection broke, trying again in 1 s (2 of 5)")
        #expect(bench.stub.problems == [])
    }

    @Test func `of a GET follows an error inside the service twice, of a DELETE once`() async throws {
        let (bench, service) = try await bench(.get, Array(repeating: .status(500), count: 3))
        await #expect(throws: ServiceFault.self) { try await service.send(ServiceRequest(.get, ["images"])) }
        #expect(bench.stub.problems == [])
        let (other, deleting) = try await self.bench(.delete, Array(repeating: .status(500), count: 2))
        await #expect(throws: ServiceFault.self) { try await deleting.send(ServiceRequest(.delete, ["images"])) }
        #expect(other.stub.problems == [])
    }

    @Test func `of a POST comes only when the service did not act`() async throws {
        let request = ServiceRequest(.post, ["images"], body: Self.body)
        let (bench, service) = try await bench(
            .post, [.failure(Self.refused), .status(429), .status(503, ["Retry-After": "1"]), .status(200)])
        _ = try await service.send(request)
        #expect(bench.stub.problems == [])
        for step in [Step.status(502), .status(503), .status(504), .status(500), .status(408)] {
            let (bench, service) = try await self.bench(.post, [step])
            await #expect(throws: ServiceFault.self) { try await service.send(request) }
            #expect(bench.stub.problems == [])
        }
        let (unknown, lost) = try await self.bench(.post, [.failure(Self.lost)])
        let error = await #expect(throws: AnswerLost.self) { try await lost.send(request) }
        #expect(error?.call == "POST /pre/v2/images")
        #expect(error?.cause.message == "the connection broke")
        #expect(unknown.stub.problems == [])
    }

    @Test func `of a POST that says it may be repeated follows everything a GET's does`() async throws {
        let (bench, service) = try await bench(.put, [.failure(Self.lost), .status(502), .status(200)])
        _ = try await service.send(ServiceRequest(.put, ["images"], repeats: .freely))
        #expect(bench.stub.problems == [])
    }

    @Test func `of a stream that a proxy cannot be asked about comes without asking, once`() async throws {
        let stream = HTTPRequest.Body.stream(ByteStream([1, 2, 3]))
        let (bench, service) = try await bench(.put, [.status(417), .status(200)])
        _ = try await service.send(ServiceRequest(.put, ["images"], body: stream))
        #expect(bench.stub.problems == [] && bench.reports.waits == [])
        #expect(bench.stub.sent.suffix(2).map(\.asksFirst) == [true, false])
        let pipe = HTTPRequest.Body.stream(ByteStream(length: nil, canRestart: false) { Endless() })
        for (steps, body) in [([Step.status(417)], pipe), ([.status(417), .status(417)], stream)] {
            let (again, service) = try await self.bench(.put, steps)
            let fault = await #expect(throws: ServiceFault.self) {
                try await service.send(ServiceRequest(.put, ["images"], body: body))
            }
            #expect(fault?.status == 417 && again.stub.problems == [])
        }
    }

    @Test func `never comes for a body that cannot be had again`() async throws {
        let pipe = HTTPRequest.Body.stream(ByteStream(length: nil, canRestart: false) { Endless() })
        for (repeats, body) in [(ServiceRequest.Repeats.never, Self.body), (.freely, pipe), (.whenUntouched, pipe)] {
            for step in [Step.status(429), .failure(Self.refused)] {
                let (bench, service) = try await bench(.put, [step])
                await #expect(throws: (any Error).self) {
                    try await service.send(ServiceRequest(.put, ["images"], body: body, repeats: repeats))
                }
                #expect(bench.stub.problems == [])
            }
        }
    }

    @Test func `never follows a certificate that is not trusted, or an answer that is no HTTP`() async throws {
        let untrusted = TransportFailure(ImageError(.network, "not trusted"), mayHaveActed: false, isFinal: true)
        let noHTTP = TransportFailure(ImageError(.protocol, "no HTTP"), mayHaveActed: true)
        for failure in [untrusted, noHTTP] {
            let (bench, service) = try await bench(.get, [.failure(failure)])
            let error = await #expect(throws: ImageError.self) {
                try await service.send(ServiceRequest(.get, ["images"]))
            }
            #expect(error?.code == failure.error.code && error?.message == failure.error.message)
            #expect(error?.kind == (failure.mayHaveActed ? nil : .notReached))
            #expect(bench.stub.problems == [])
        }
    }

    @Test func `follows an answer that broke off while it was read`() async throws {
        let broken = ByteStream(length: nil, canRestart: false) { Breaking() }
        let bench = try Bench()
        bench.stub.expect(
            Bench.login(), .init(.get, Bench.images) { _ in StubTransport.Answer(200, [:], broken) },
            .init(.get, Bench.images, 200, [:], "whole"))
        let answer = try await bench.connection.service(.image).send(ServiceRequest(.get, ["images"]))
        #expect(answer.bytes == Array("whole".utf8))
        #expect(bench.stub.problems == [])
    }

    @Test(
        arguments: [
            ("7", 7), ("0", 1), ("Mon, 23 Nov 2026 14:57:19 GMT", 20), ("Mon, 23 Nov 2026 14:00:00 GMT", 1),
            ("-5", 1), ("soon", 1), ("99999999999999999999999", 1), ("1.5", 1), ("", 1),
            ("1000000000000000000", 1), ("9223372036854775807", 1), ("Fri, 31 Dec 9999 23:59:59 GMT", 1),
        ] as [(String, Double)])
    func `waits as long as the service asks, by its own clock, and ignores nonsense`(_ value: String, _ seconds: Double)
        async throws
    {
        let (bench, service) = try await bench(
            .get, [.status(503, ["Retry-After": value, "Date": Self.date]), .status(200)])
        _ = try await service.send(ServiceRequest(.get, ["images"]))
        #expect(bench.clock.slept == [seconds])
    }

    @Test func `does not wait more than two minutes in all, and says how long the service wants`() async throws {
        let (bench, service) = try await bench(.get, [.status(503, ["Retry-After": "300"])])
        let fault = await #expect(throws: ServiceFault.self) {
            try await service.send(ServiceRequest(.get, ["images"]))
        }
        #expect(fault?.reason.contains("300 s") == true)
        #expect(bench.clock.slept == [])
        // A year may be meant, more than one is not.
        let (year, third) = try await self.bench(.get, [.status(503, ["Retry-After": "31622400"])])
        await #expect(throws: ServiceFault.self) { try await third.send(ServiceRequest(.get, ["images"])) }
        #expect(year.clock.slept == [])
        let (twice, other) = try await self.bench(
            .get, [.status(503, ["Retry-After": "100"]), .status(503, ["Retry-After": "100"])])
        await #expect(throws: ServiceFault.self) { try await other.send(ServiceRequest(.get, ["images"])) }
        #expect(twice.clock.slept == [100])
    }

    @Test func `does not come when nobody wants any`() async throws {
        var bench = try Bench()
        bench.retry = .none
        bench.stub.expect(Bench.login(), .init(.get, Bench.images, 503))
        let service = bench.connection.service(.image)
        await #expect(throws: ServiceFault.self) { try await service.send(ServiceRequest(.get, ["images"])) }
        #expect(bench.stub.problems == [])
    }

    @Test func `is given up with the task`() async throws {
        let (bench, service) = try await bench(.get, [.failure(CancellationError())])
        await #expect(throws: CancellationError.self) { try await service.send(ServiceRequest(.get, ["images"])) }
        #expect(bench.stub.problems == [])
    }
}

/// A body that ends with a broken connection.
private actor Breaking: ByteStream.Reader {
    private var hasBegun = false

    func next() throws -> [UInt8]? {
        guard hasBegun else {
            hasBegun = true
            return [1]
        }
        throw ImageError(.network, "broke off")
    }
}
