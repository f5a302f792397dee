import BackendKit
import CurlTransport
import HTTPTransport
import OpenStack
import TestSupport

/// A connection to one of the lab's clouds, with what it reported.
struct LabCloud {
    let connection: CloudConnection
    let reports = Reports()

    /// - Parameter pace: by default a clock that stands still.
    init(_ cloud: String, options: [String: String] = [:], pace: Pace? = nil) async throws {
        let diagnostics = reports.diagnostics
        diagnostics.timesCalls = true
        let environment = BackendEnvironment(
            variables: Lab.environment, options: options, diagnostics: diagnostics)
        let settings = try await CloudResolver(environment).settings(cloud: cloud)
        let still = Pace(now: { .zero }, sleep: Pace.live.sleep, random: Pace.live.random)
        connection = CloudConnection(
            settings, transport: CurlTransport(options: settings.transportOptions(userAgent: "imgsh-tests")),
            diagnostics: diagnostics, pace: pace ?? still)
    }

    var logins: Int { reports.calls.count { $0.hasSuffix("/auth/tokens") } }
    /// Calls to the image service that had to be made again.
    var refusals: Int { reports.calls.count { $0 == "GET /v2/images" } - 2 }
}
