public import BackendKit
public import CommandKit

/// Brings backends that a test has made: whoever opens one by its kind gets just that.
public struct BackendPlugin: Plugin {
    public let name: String
    private let backends: [any ImageBackend]

    public init(_ backends: any ImageBackend...) {
        self.backends = backends
        name = backends.map(\.info.kind).joined(separator: " and ")
    }

    public func register(with registrar: inout Registrar) throws {
        for backend in backends {
            let kind = backend.info.kind
            try registrar.add(BackendProvider(name: kind, summary: "for tests", forms: [kind]) { _, _ in backend })
        }
    }
}
