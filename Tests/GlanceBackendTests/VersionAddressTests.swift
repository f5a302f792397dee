import BackendKit
import GlanceBackend
import HTTPTransport
import OpenStack
import TestSupport
import Testing

/// Remembers where it was sent, and answers with an empty list of versions.
private struct RecordingTransport: Transport {
    let urls = Log<String>()

    func withResponse<Value: Sendable>(
        to request: HTTPRequest, _ body: @Sendable (HTTPResponse) async throws -> Value
    ) async throws -> Value {
        urls.add(request.url.description)
        return try await body(
            HTTPResponse(status: 200, headers: [:], body: ByteStream(Array(#"{"versions": []}"#.utf8))))
    }

    func close() async {}
}

struct `the list of versions` {
    @Test(arguments: [
        ("https://image.example", "https://image.example/versions"),
        ("https://image.example/v2/", "https://image.example/versions"),
        ("https://cloud.example/image", "https://cloud.example/image/versions"),
        ("https://cloud.example/image/v2.7", "https://cloud.example/image/versions"),
    ])
    func `is above every version, below the path of the service`(_ endpoint: String, _ address: String) async throws {
        let transport = RecordingTransport()
        let settings = CloudSettings(name: "test", login: .none(endpoint: try HTTPURL(endpoint)))
        let connection = CloudConnection(settings, transport: transport, diagnostics: BackendDiagnostics())
        let backend = GlanceBackend(
            client: connection.service(.image), info: BackendInfo(kind: "glance", name: "glance", location: "x"))
        #expect(try await backend.versions().isEmpty)
        #expect(transport.urls.all == [address])
    }
}
