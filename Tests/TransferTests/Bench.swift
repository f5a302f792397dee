import BackendKit
import CurlTransport
import FileIO
import GlanceBackend
import HTTPTransport
import OpenStack
import Synchronization
import TestSupport
import Testing
import Transfers

/// Time that only waiting moves, and that remembers how long was waited.
final class TestClock: Sendable {
    private let state = Mutex((now: Duration.zero, slept: [Duration]()))
    var slept: [Duration] { state.withLock { $0.slept } }
    func advance(_ time: Duration) { state.withLock { $0.now += time } }

    private func now() -> Duration { state.withLock { $0.now } }

    private func sleep(_ time: Duration) throws {
        try Task.checkCancellation()
        state.withLock { state in
            state.now += time
            state.slept.append(time)
        }
    }

    var pace: Pace { Pace(now: { self.now() }, sleep: { try self.sleep($0) }, random: { $0.upperBound }) }
}

/// A download from a real Glance backend over real HTTP into a real directory; only time is made up.
struct Bench {
    let server: ImageServer
    let directory: TemporaryDirectory
    let clock = TestClock()
    let notes = Log<String>()
    let warnings = Log<String>()
    let backend: GlanceBackend
    let journal: TransferJournal
    let target: String

    init(_ server: ImageServer, stallLimit: Duration = .seconds(60)) throws {
        self.server = server
        directory = try TemporaryDirectory()
        target = directory("out")
        let (clock, warnings) = (clock, warnings)
        let diagnostics = BackendDiagnostics()
        diagnostics.handle { if case .warning(let text) = $0 { warnings.add(text) } }
        let endpoint = try HTTPURL(server.address)
        let settings = CloudSettings(
            name: "test", login: .adminToken(Secret("secret-token"), endpoint: endpoint), scope: .unspecified)
        var options = TransportOptions()
        options.stallLimit = stallLimit
        let connection = CloudConnection(
            settings, transport: CurlTransport(options: options), diagnostics: diagnostics, pace: clock.pace)
        backend = GlanceBackend(
            client: connection.service(.image),
            info: BackendInfo(kind: "glance", name: "glance@test", location: "test"), diagnostics: diagnostics,
            close: { await connection.close() })
        let environment = BackendEnvironment(variables: ["XDG_STATE_HOME": directory("state")])
        journal = try #require(TransferJournal(environment))
    }

    /// Saves the image as the command does.
    @discardableResult
    func download(
        replacing: Bool = false, to path: String? = nil, _ change: (inout Download.Options) -> Void = { _ in }
    ) async throws -> Download.Outcome {
        var options = Download.Options()
        options.clock = clock.pace
        change(&options)
        let (notes, warnings) = (notes, warnings)
        let observer = TransferObserver(note: { notes.add($0) }, warn: { warnings.add($0) })
        let image = try await backend.image(ImageServer.id)
        let destination = try Destination(path ?? target, replacing: replacing)
        return try await Download(
            of: image, from: backend, to: destination, journal: journal, options: options, observer: observer
        ).run()
    }

    /// What is beside the destination, hidden files too.
    func names() throws -> [String] { try directory.names().filter { $0 != "state" } }

    /// The file is there and right, and nothing else is left.
    func expectComplete(sourceLocation: SourceLocation = #_sourceLocation) throws {
        #expect(try names() == ["out"], sourceLocation: sourceLocation)
        #expect(try directory.read("out") == server.data, sourceLocation: sourceLocation)
        #expect(try journal.unfinishedDownloads().isEmpty, sourceLocation: sourceLocation)
    }

    /// Nothing was written, and nothing is left.
    func expectNothing(sourceLocation: SourceLocation = #_sourceLocation) throws {
        #expect(try names().isEmpty, sourceLocation: sourceLocation)
        #expect(try journal.unfinishedDownloads().isEmpty, sourceLocation: sourceLocation)
    }
}
