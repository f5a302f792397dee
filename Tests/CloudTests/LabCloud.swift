import BackendKit
import CurlTransport
import Foundation
import HTTPTransport
import OpenStack
import Synchronization

/// A connection to one of the lab's clouds, with what it reported.
struct LabCloud {
    static let state = ProcessInfo.processInfo.environment["IMGSH_LAB_STATE"]

    let connection: CloudConnection
    let diagnostics = BackendDiagnostics()
    private let reports = Reports()

    private final class Reports: Sendable {
        let all = Mutex<[BackendDiagnostics.Report]>([])
    }

    /// - Parameter pace: by default a clock that stands still.
    init(_ cloud: String, options: [String: String] = [:], pace: Pace? = nil) async throws {
        let (reports, diagnostics) = (reports, diagnostics)
        diagnostics.timesCalls = true
        diagnostics.handle { report in reports.all.withLock { $0.append(report) } }
        let environment = BackendEnvironment(
            variables: ["OS_CLIENT_CONFIG_FILE": "\(Self.state ?? "")/clouds.yaml"], options: options,
            diagnostics: diagnostics)
        let settings = try await CloudResolver(environment).settings(cloud: cloud)
        let still = Pace(now: { .zero }, sleep: Pace.live.sleep, random: Pace.live.random)
        connection = CloudConnection(
            settings, transport: CurlTransport(options: settings.transportOptions(userAgent: "imgsh-tests")),
            diagnostics: diagnostics, pace: pace ?? still)
    }

    private var all: [BackendDiagnostics.Report] { reports.all.withLock { $0 } }

    var waits: [String] { all.compactMap { if case .waiting(let text) = $0 { text } else { nil } } }
    var trace: [String] {
        all.flatMap { report -> [String] in if case .trace(let lines) = report { lines } else { [] } }
    }

    private var calls: [String] { all.compactMap { if case .timing(let call, _) = $0 { call } else { nil } } }
    var logins: Int { calls.count { $0.hasSuffix("/auth/tokens") } }
    /// Calls to the image service that had to be made again.
    var refusals: Int { calls.count { $0 == "GET /v2/images" } - 2 }
}
