import BackendKit
import HTTPTransport
import NovaBackend
import OpenStack
import TestSupport
import Testing

/// A backend over a service of which each test says what it will be asked and what it answers.
struct Bench {
    static let id = "11111111-2222-4333-8444-555555555555"
    static let other = "66666666-7777-4888-8999-aaaaaaaaaaaa"
    static let root = "https://compute.test/v2.1/p1"

    let stub = StubTransport()
    let backend: NovaBackend
    let reports = Log<BackendDiagnostics.Report>()
    let pauses = Log<Duration>()

    init(microversion: String? = nil) throws {
        let diagnostics = BackendDiagnostics()
        let (reports, pauses) = (reports, pauses)
        diagnostics.handle { reports.add($0) }
        let settings = CloudSettings(name: "test", login: .none(endpoint: try HTTPURL(Self.root)))
        let pace = Pace(now: { .zero }, sleep: { _ in }, random: { $0.upperBound })
        let connection = CloudConnection(settings, transport: stub, diagnostics: diagnostics, pace: pace)
        backend = NovaBackend(
            client: connection.service(.compute),
            info: BackendInfo(kind: "nova", name: "nova@test", location: "test"), microversion: microversion,
            diagnostics: diagnostics, pause: { pauses.add($0) })
    }

    var warnings: [String] {
        reports.all.compactMap { if case .warning(let text) = $0 { text } else { nil } }
    }

    /// Announces an exchange; the URL is below the root.
    func expect(_ method: HTTPRequest.Method, _ path: String, _ status: Int = 200, _ body: String = "") {
        stub.expect(StubTransport.Exchange(method, Self.root + path, status, [:], body))
    }

    /// Announces that an answer is lost on its way.
    func expectLoss(_ method: HTTPRequest.Method, _ path: String) {
        let lost = TransportFailure(ImageError(.network, "the connection broke"), mayHaveActed: true)
        stub.expect(StubTransport.Exchange(method, Self.root + path, throws: lost))
    }

    /// The bodies of the requests with this method, in order.
    func sentBodies(_ method: HTTPRequest.Method) -> [String] {
        stub.sent.filter { $0.method == method }.map { request in
            if case .bytes(let bytes) = request.body { String(decoding: bytes, as: UTF8.self) } else { "" }
        }
    }

    /// All went as the test says.
    func expectDone(sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(stub.problems.isEmpty, sourceLocation: sourceLocation)
    }

    /// A fault as Nova writes it.
    static func fault(_ name: String, _ code: Int, _ message: String) -> String {
        #"{"\#(name)": {"code": \#(code), "message": "\#(message)"}}"#
    }

    /// A record as Nova writes it.
    static func record(
        _ id: String = Self.id, name: String = "x", status: String = "ACTIVE", metadata: String = "",
        updated: String = "2026-01-31T10:00:00Z", more: String = ""
    ) -> String {
        #"{"id": "\#(id)", "name": "\#(name)", "status": "\#(status)", "progress": 100, "minDisk": 0, "minRam": 0, "#
            + #""created": "\#(updated)", "updated": "\#(updated)", "OS-EXT-IMG-SIZE:size": 5, "#
            + #""metadata": {\#(metadata)}\#(more.isEmpty ? "" : ", " + more)}"#
    }

    static func image(_ record: String) -> String { #"{"image": \#(record)}"# }

    static func list(_ records: [String], next: String? = nil) -> String {
        let links = next.map { #", "images_links": [{"rel": "next", "href": "\#($0)"}]"# } ?? ""
        return #"{"images": [\#(records.joined(separator: ", "))]\#(links)}"#
    }
}
