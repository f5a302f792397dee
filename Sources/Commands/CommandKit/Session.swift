public import BackendKit
internal import Synchronization

/// What outlives a call: the backends that are open, and which one is meant. State, not behaviour.
public actor Session {
    /// The environment the program was started with.
    public nonisolated let environment: BackendEnvironment
    private let registry: Registry
    private var opened: [(address: BackendAddress, backend: any ImageBackend)] = []
    /// The backend that commands mean. Opened when the first one needs it.
    public private(set) var current: BackendAddress

    public init(registry: Registry, environment: BackendEnvironment, start: BackendAddress) {
        self.registry = registry
        self.environment = environment
        current = start
    }

    /// The current backend, opened if need be.
    /// - Throws: ``ImageError``.
    public func backend() async throws -> any ImageBackend { try await backend(at: current) }

    /// The backend with this address, opened if need be.
    /// - Throws: ``ImageError``.
    public func backend(at address: BackendAddress) async throws -> any ImageBackend {
        if let open = find(address) { return open }
        guard let provider = registry.provider(address.kind) else {
            let known = registry.providers.map(\.name)
            throw ImageError(
                .usage, "no backend is called '\(address.kind)' (there are: \(known.joined(separator: ", ")))",
                hint: Suggestion.nearest(to: address.kind, in: known).map { "backend use \($0)" } ?? "backend list")
        }
        let made = try await provider.open(address, environment)
        // Another task may have opened it while this one waited.
        if let open = find(address) {
            await made.close()
            return open
        }
        opened.append((address, made))
        return made
    }

    /// Makes a backend the current one; it must open.
    /// - Throws: ``ImageError``; the current backend stays then.
    public func use(_ address: BackendAddress) async throws {
        _ = try await backend(at: address)
        current = address
    }

    /// The addresses of the open backends, oldest first.
    public var openAddresses: [BackendAddress] { opened.map(\.address) }

    /// Closes everything.
    public func close() async {
        let all = opened
        opened = []
        for entry in all { await entry.backend.close() }
    }

    private func find(_ address: BackendAddress) -> (any ImageBackend)? {
        opened.first { $0.address == address }?.backend
    }
}
