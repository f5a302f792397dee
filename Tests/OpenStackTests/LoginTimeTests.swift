import BackendKit
import HTTPTransport
import OpenStack
import TestSupport
import Testing

/// The time it may take.
extension `a login` {
    private static func refusingConnection(after seconds: Int, _ bench: Bench) -> StubTransport.Exchange {
        .init(.post, Bench.loginURL) { _ in
            bench.clock.advance(seconds)
            throw TransportFailure(ImageError(.network, "connection refused"), mayHaveActed: false)
        }
    }

    @Test func `has thirty seconds in all, whatever is tried`() async throws {
        let bench = try Bench()
        for _ in 1...3 { bench.stub.expect(Self.refusingConnection(after: 9, bench)) }
        let service = bench.connection.service(.image)
        let error = await #expect(throws: ImageError.self) { try await service.place() }
        #expect(error?.code == .network)
        #expect(bench.stub.problems == [])
        #expect(bench.stub.sent.map(\.timeLeft) == [.seconds(30), .seconds(20), .seconds(9)])
    }

    @Test func `has as long as a single call may take when that is longer`() async throws {
        var bench = try Bench()
        bench.settings.callLimit = 90
        bench.stub.expect(Bench.login())
        _ = try await bench.connection.service(.image).place()
        #expect(bench.stub.sent.map(\.timeLeft) == [.seconds(90)])
        bench.settings.callLimit = 7
        bench.stub.expect(Bench.login())
        _ = try await bench.connection.service(.image).place()
        #expect(bench.stub.sent.map(\.timeLeft) == [.seconds(90), .seconds(30)])
    }

    @Test func `shares them with the search for the service`() async throws {
        let bench = try Bench(authURL: "https://id.test")
        bench.stub.expect(
            .init(.get, "https://id.test/") { _ in
                bench.clock.advance(12)
                return StubTransport.Answer(404, [:], ByteStream([]))
            }, Bench.login())
        _ = try await bench.connection.service(.image).place()
        #expect(bench.stub.sent.map(\.timeLeft) == [.seconds(30), .seconds(18)])
        #expect(bench.stub.problems == [])
    }

    @Test func `takes no time from the calls after it`() async throws {
        let bench = try Bench()
        bench.stub.expect(Bench.login(), .init(.get, Bench.images, 200))
        _ = try await bench.connection.service(.image).send(ServiceRequest(.get, ["images"]))
        #expect(bench.stub.sent[1].timeLeft == nil)
    }
}
