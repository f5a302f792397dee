import BackendKit
import HTTPTransport
import OpenStack
import Synchronization

/// A service that gives its answers in turn, whatever it is asked for, and the last one for ever.
final class AnsweringClient: ServiceClient {
    private let answers: [[UInt8]]
    private let asked = Mutex(0)

    /// - Parameter bytes: the answers, with the byte 0x1E between them. One that begins with `!` is a refusal, of the
    ///   status that follows.
    init(_ bytes: [UInt8]) {
        answers = bytes.split(separator: 0x1E, omittingEmptySubsequences: false).map { Array($0) }
    }

    /// How many requests came.
    var count: Int { asked.withLock { $0 } }

    func place() async throws -> ServicePlace { ServicePlace(endpoint: try HTTPURL("http://127.0.0.1:9292/v2")) }

    func send(_ request: ServiceRequest) async throws -> ServiceResponse {
        let number = asked.withLock { number in
            number += 1
            return number - 1
        }
        let answer = answers[min(number, answers.count - 1)]
        if answer.first == UInt8(ascii: "!") {
            let status = Int(String(decoding: answer.dropFirst().prefix(3), as: UTF8.self)) ?? 500
            throw ServiceFault(
                status: status, call: "GET /v2/images", service: "glance",
                reason: String(decoding: answer.dropFirst(4), as: UTF8.self), requestID: nil)
        }
        return ServiceResponse(
            status: 200, headers: ["Content-Type": "application/json"], bytes: answer, requestID: "req-1")
    }

    func withResponse<Value: Sendable>(
        to request: ServiceRequest, _ body: @Sendable (HTTPResponse) async throws -> Value
    ) async throws -> Value {
        let response = try await send(request)
        return try await body(
            HTTPResponse(status: 200, headers: response.headers, body: ByteStream(response.bytes)))
    }
}

extension AnsweringClient {
    /// The answers that are no refusals.
    static func bodies(_ bytes: [UInt8]) -> [[UInt8]] {
        bytes.split(separator: 0x1E, omittingEmptySubsequences: false).map { Array($0) }
            .filter { $0.first != UInt8(ascii: "!") }
    }
}
