import BackendKit
import CommandKit

/// The whole shell over a ``TestService``, which keeps its state from run to run.
public struct TestServiceShell: Sendable {
    public let shell: TestShell
    public let service: TestService

    public init(columns: Int = 80) throws {
        let service = try TestService()
        self.service = service
        shell = try TestShell(
            plugins: [BackendPlugin(KeptOpen(inner: service))], environment: ["IMGSH_BACKEND": "service"],
            columns: columns)
    }

    public func run(_ lines: String) async throws -> TestShell.Result { try await shell.run(lines) }

    /// Makes an image with this text as its data, and gives its ID.
    public func makeImage(_ name: String, _ text: String = "0123456789") async throws -> String {
        let file = try shell.file("data-of-\(name)", text)
        let made = try await run("create \(name) --file \(file) --disk-format raw -f value -c id")
        return String(made.output.prefix { $0 != "\n" })
    }
}

/// The service outlives the sessions that use it.
private struct KeptOpen: BackendView {
    let inner: TestService
    func facet<Facet>(_ capability: Capability<Facet>) -> Facet? { inner.facet(capability) }
}
