internal import HTTPTransport
internal import OpenStack
internal import Synchronization

/// What a service is known to take.
final class VersionMemory: Sendable {
    /// The highest one the configuration allows.
    let highest: Microversion?
    private let refusesVersions = Atomic(false)

    init(highest: Microversion?) { self.highest = highest }

    /// Whether versions may be asked for.
    var takesVersions: Bool { !refusesVersions.load(ordering: .relaxed) }

    func rememberRefusal() { refusesVersions.store(true, ordering: .relaxed) }
}

/// The compute service, asked for one microversion.
///
/// A service that is too old for the version answers 406 before it acts. It is asked again without one, which means
/// 2.1 and has every call used here; what differs is told by the answer itself.
struct VersionedClient: ServiceClient {
    private let inner: any ServiceClient
    private let version: Microversion
    private let memory: VersionMemory

    init(_ inner: any ServiceClient, _ version: Microversion, _ memory: VersionMemory) {
        self.inner = inner
        self.version = memory.highest.map { min($0, version) } ?? version
        self.memory = memory
    }

    func place() async throws -> ServicePlace { try await inner.place() }

    func place(tokenLife: Int) async throws -> ServicePlace { try await inner.place(tokenLife: tokenLife) }

    func status() async -> ServiceStatus { await inner.status() }

    func send(_ request: ServiceRequest) async throws -> ServiceResponse {
        guard memory.takesVersions else { return try await inner.send(request) }
        do {
            return try await inner.send(versioned(request))
        } catch let fault as ServiceFault where fault.status == 406 {
            let response = try await inner.send(request)
            memory.rememberRefusal()
            return response
        }
    }

    func withResponse<Value: Sendable>(
        to request: ServiceRequest, _ body: @Sendable (HTTPResponse) async throws -> Value
    ) async throws -> Value {
        try await inner.withResponse(to: memory.takesVersions ? versioned(request) : request, body)
    }

    private func versioned(_ request: ServiceRequest) -> ServiceRequest {
        var request = request
        version.add(to: &request.headers)
        return request
    }
}
