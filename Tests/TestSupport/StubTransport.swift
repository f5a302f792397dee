public import BackendKit
public import HTTPTransport
import Synchronization

/// A transport that answers exactly the requests a test announces, each once. What nobody announced fails, and
/// ``problems`` tells it, together with what was announced and never came.
public final class StubTransport: Transport {
    /// One exchange that is expected.
    public struct Exchange: Sendable {
        let method: HTTPRequest.Method
        let url: String
        let act: @Sendable (HTTPRequest) async throws -> Answer

        public init(
            _ method: HTTPRequest.Method, _ url: String,
            act: @escaping @Sendable (HTTPRequest) async throws -> Answer
        ) {
            self.method = method
            self.url = url
            self.act = act
        }

        public init(
            _ method: HTTPRequest.Method, _ url: String, _ status: Int, _ headers: HTTPHeaders = [:],
            _ body: String = ""
        ) {
            self.init(method, url) { _ in Answer(status, headers, ByteStream(Array(body.utf8))) }
        }

        public init(_ method: HTTPRequest.Method, _ url: String, throws error: any Error) {
            self.init(method, url) { _ in throw error }
        }
    }

    public struct Answer: Sendable {
        let response: HTTPResponse

        public init(_ status: Int, _ headers: HTTPHeaders = [:], _ body: ByteStream) {
            response = HTTPResponse(status: status, headers: headers, body: body)
        }
    }

    private struct State {
        var expected: [Exchange] = []
        var sent: [HTTPRequest] = []
        var unexpected: [String] = []
    }

    private let state = Mutex(State())

    public init(_ exchanges: [Exchange] = []) { state.withLock { $0.expected = exchanges } }

    public func expect(_ exchanges: Exchange...) { state.withLock { $0.expected += exchanges } }

    /// The requests in the order they came, announced or not.
    public var sent: [HTTPRequest] { state.withLock { $0.sent } }

    /// Requests nobody announced, and announced ones that never came; empty when all went as the test says.
    public var problems: [String] {
        state.withLock { state in
            state.unexpected.map { "unexpected \($0)" }
                + state.expected.map { "never sent: \($0.method.rawValue) \($0.url)" }
        }
    }

    public func withResponse<Value: Sendable>(
        to request: HTTPRequest, _ body: @Sendable (HTTPResponse) async throws -> Value
    ) async throws -> Value {
        try Task.checkCancellation()
        let exchange = state.withLock { state -> Exchange? in
            state.sent.append(request)
            let place = state.expected.firstIndex { $0.method == request.method && $0.url == request.url.description }
            guard let place else {
                state.unexpected.append("\(request.method.rawValue) \(request.url)")
                return nil
            }
            return state.expected.remove(at: place)
        }
        guard let exchange else {
            throw ImageError(.local, "the test did not expect \(request.method.rawValue) \(request.url)")
        }
        return try await body(try await exchange.act(request).response)
    }

    public func close() async {}
}
