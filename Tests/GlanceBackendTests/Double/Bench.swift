import BackendKit
import GlanceBackend
import OpenStack
import TestSupport
import Testing

/// A backend over a scripted service, with what it told and how long it would have waited.
struct Bench {
    static let id = Image.ID("11111111-2222-4333-8444-555555555555")

    let client: ScriptedClient
    let backend: GlanceBackend
    let reports = Reports()
    let pauses = Log<Duration>()

    init(_ script: [(String, ScriptedClient.Answer)], retry: RetryPolicy = .standard, tokenLife: Int? = nil) {
        client = ScriptedClient(script, tokenLife: tokenLife)
        let pauses = pauses
        backend = GlanceBackend(
            client: client, info: BackendInfo(kind: "glance", name: "glance@test", location: "test"),
            diagnostics: reports.diagnostics, pause: { pauses.add($0) }, retry: retry)
    }

    var warnings: [String] { reports.warnings }

    /// Every answer was fetched.
    func expectDone(sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(client.unused.isEmpty, sourceLocation: sourceLocation)
    }

    /// A record as the service writes it, with other fields than usual.
    static func record(_ id: String = Self.id.rawValue, status: String = "queued", more: String = "") -> String {
        #"{"id": "\#(id)", "status": "\#(status)", "name": "x", "disk_format": "raw", "container_format": "bare", "#
            + #""checksum": null, "os_hash_algo": null, "os_hash_value": null, "size": null, "tags": []"#
            + (more.isEmpty ? "" : ", " + more) + "}"
    }
}
