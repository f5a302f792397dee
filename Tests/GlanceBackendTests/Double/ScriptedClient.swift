import BackendKit
import HTTPTransport
import OpenStack
import Synchronization
import TestSupport
import Testing

/// Plays a service that was told what it will be asked, and what to say. Anything else is a failure of the test, and
/// so is an answer nobody fetched.
final class ScriptedClient: ServiceClient {
    enum Answer: Sendable {
        case json(String)
        case status(Int, HTTPHeaders = [:], [UInt8] = [])
        /// An answer whose length nobody knows.
        case chunked(Int, HTTPHeaders = [:], [UInt8])
        case refused(Int, String = "")
        case lost
        case broken(ImageError)

        static func fixture(_ name: String) throws -> Answer { .json(try Fixture.text(name)) }
    }

    private struct Exchange {
        let call: String
        let answer: Answer
    }

    /// A request as it was sent, its body read to the end.
    struct Sent: Sendable {
        let request: ServiceRequest
        let body: [UInt8]
        var text: String { String(decoding: body, as: UTF8.self) }
    }

    private struct State {
        var script: [Exchange] = []
        var sent: [Sent] = []
    }

    private let state = Mutex(State())
    private let tokenLife: Int?

    /// - Parameters:
    ///   - script: calls such as `GET images/1?limit=2` and their answers, in any order.
    ///   - tokenLife: seconds that a new token lives.
    init(_ script: [(String, Answer)], tokenLife: Int? = nil) {
        self.tokenLife = tokenLife
        state.withLock { $0.script = script.map(Exchange.init) }
    }

    var sent: [Sent] { state.withLock { $0.sent } }
    var calls: [String] { sent.map { Self.call($0.request) } }

    /// What was never asked for.
    var unused: [String] { state.withLock { $0.script.map(\.call) } }

    func place() async throws -> ServicePlace {
        ServicePlace(
            endpoint: try HTTPURL("https://image.example/prefix/v2"), region: "RegionOne", projectName: "demo",
            userName: "me", tokenLife: tokenLife)
    }

    func send(_ request: ServiceRequest) async throws -> ServiceResponse {
        let (response, bytes) = try await exchange(request)
        return ServiceResponse(
            status: response.status, headers: response.headers, bytes: bytes, requestID: "req-test")
    }

    func withResponse<Value: Sendable>(
        to request: ServiceRequest, _ body: @Sendable (HTTPResponse) async throws -> Value
    ) async throws -> Value { try await body(try await exchange(request).0) }

    static func call(_ request: ServiceRequest) -> String {
        let query = request.query.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
        return "\(request.method.rawValue) \(request.path.joined(separator: "/"))\(query.isEmpty ? "" : "?" + query)"
    }

    private func exchange(_ request: ServiceRequest) async throws -> (HTTPResponse, [UInt8]) {
        let call = Self.call(request)
        let body = try await Self.read(request.body)
        let answer: Answer? = state.withLock { state in
            state.sent.append(Sent(request: request, body: body))
            guard let place = state.script.firstIndex(where: { $0.call == call }) else { return nil }
            return state.script.remove(at: place).answer
        }
        guard let answer else {
            Issue.record("nobody expected \(call); left: \(unused)")
            throw ImageError(.protocol, "nobody expected \(call)")
        }
        return try Self.response(answer, request, call)
    }

    private static func response(
        _ answer: Answer, _ request: ServiceRequest, _ call: String
    ) throws -> (HTTPResponse, [UInt8]) {
        func make(_ status: Int, _ headers: HTTPHeaders, _ bytes: [UInt8], knowsLength: Bool = true) throws -> (
            HTTPResponse, [UInt8]
        ) {
            guard request.accepts.contains(status) else {
                throw ServiceFault(
                    status: status, call: call, service: "glance", reason: "not accepted", requestID: nil)
            }
            let stream = ByteStream(bytes, chunk: 10)
            let body = ByteStream(length: knowsLength ? stream.length : nil, canRestart: false) { try stream.open() }
            return (HTTPResponse(status: status, headers: headers, body: body), bytes)
        }
        switch answer {
        case .json(let text):
            let status = [200, 201].first(where: request.accepts.contains) ?? 200
            return try make(status, ["Content-Type": "application/json"], Array(text.utf8))
        case .status(let status, let headers, let bytes): return try make(status, headers, bytes)
        case .chunked(let status, let headers, let bytes):
            return try make(status, headers, bytes, knowsLength: false)
        case .refused(let status, let reason):
            throw ServiceFault(status: status, call: call, service: "glance", reason: reason, requestID: "req-test")
        case .lost: throw AnswerLost(call: call, cause: ImageError(.network, "the connection broke"))
        case .broken(let error): throw error
        }
    }

    private static func read(_ body: HTTPRequest.Body) async throws -> [UInt8] {
        switch body {
        case .none: []
        case .bytes(let bytes): bytes
        case .stream(let stream): try await stream.bytes()
        }
    }
}
