import BackendKit
import HTTPTransport
import OpenStack
import TestSupport

/// A service without images that remembers how its list was asked for.
final class ListClient: ServiceClient {
    private let log = Log<String>()
    var queries: [String] { log.all }

    func place() async throws -> ServicePlace { ServicePlace(endpoint: try HTTPURL("https://image.example/v2")) }

    func send(_ request: ServiceRequest) async throws -> ServiceResponse {
        log.add(request.query.map { "\($0.name)=\($0.value)" }.joined(separator: "&"))
        return ServiceResponse(status: 200, headers: [:], bytes: Array(#"{"images": []}"#.utf8), requestID: nil)
    }

    func withResponse<Value: Sendable>(
        to request: ServiceRequest, _ body: @Sendable (HTTPResponse) async throws -> Value
    ) async throws -> Value { throw ImageError(.protocol, "a list has no data") }
}
