public import BackendKit
public import HTTPTransport
internal import Synchronization

/// A client that learns from the first answer of its service, be it a refusal of the call, where the backend is and in
/// whose name.
public final class LearningClient: ServiceClient {
    private let inner: any ServiceClient
    private let state: Mutex<State>

    private struct State {
        var info: BackendInfo
        var isComplete = false
    }

    /// - Parameter info: what is known without a login; location, region, project and user are added after it.
    public init(_ inner: any ServiceClient, info: BackendInfo) {
        self.inner = inner
        state = Mutex(State(info: info))
    }

    /// What is known by now.
    public var info: BackendInfo { state.withLock { $0.info } }

    public func place() async throws -> ServicePlace { try await inner.place() }

    public func place(tokenLife: Int) async throws -> ServicePlace { try await inner.place(tokenLife: tokenLife) }

    public func access(tokenLife: Int) async throws -> ServiceAccess { try await inner.access(tokenLife: tokenLife) }

    public func status() async -> ServiceStatus { await inner.status() }

    public func send(_ request: ServiceRequest) async throws -> ServiceResponse {
        do {
            let response = try await inner.send(request)
            await learn()
            return response
        } catch let fault as ServiceFault {
            // After a token that is no good, looking at the place would be another login.
            if fault.status != 401 { await learn() }
            throw fault
        }
    }

    public func withResponse<Value: Sendable>(
        to request: ServiceRequest, _ body: @Sendable (HTTPResponse) async throws -> Value
    ) async throws -> Value {
        try await inner.withResponse(to: request) { response in
            await learn()
            return try await body(response)
        }
    }

    private func learn() async {
        guard !state.withLock({ $0.isComplete }), let place = try? await inner.place() else { return }
        state.withLock { state in
            guard !state.isComplete else { return }
            state.isComplete = true
            state.info.add(place)
        }
    }
}
