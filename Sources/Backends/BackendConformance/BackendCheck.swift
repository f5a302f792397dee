public import BackendKit

/// One promise of ``ImageBackend`` or a facet, and how to see whether a backend keeps it.
///
/// A check makes its own images, finds them by names nobody else has, and removes them at the end, so that it can run
/// beside the images of a live service.
public struct BackendCheck: Sendable, CustomStringConvertible {
    /// The promise, as a sentence.
    public let name: String
    /// What a backend must be able to do for the promise to mean anything.
    public let capabilities: [AnyCapability]
    private let body: @Sendable (CheckBench) async throws -> Void

    init(
        _ name: String, _ capabilities: [AnyCapability] = [],
        _ body: @escaping @Sendable (CheckBench) async throws -> Void
    ) {
        self.name = name
        self.capabilities = capabilities
        self.body = body
    }

    public var description: String { name }

    /// How a check came out.
    public enum Outcome: Sendable, Equatable {
        case passed
        /// The backend lacks these capabilities, so it never promised anything.
        case notApplicable([String])
    }

    /// Tries the promise.
    /// - Throws: ``CheckFailure`` when the backend does not keep it; whatever else the backend throws.
    public func run(on backend: any ImageBackend) async throws -> Outcome {
        let missing = capabilities.filter { !$0.isPresent(in: backend) }
        guard missing.isEmpty else { return .notApplicable(missing.map(\.name)) }
        let bench = CheckBench(backend)
        do {
            try await body(bench)
        } catch {
            await bench.cleanUp()
            throw error
        }
        await bench.cleanUp()
        return .passed
    }

    /// Every promise there is, in the order of the protocols.
    public static var all: [BackendCheck] {
        looking + creating + listing + deleting + editing + uploading + storing + downloading + activating + sharing
            + describing + maintaining
    }
}

/// A promise that was not kept.
public struct CheckFailure: Error, Sendable, CustomStringConvertible {
    public let description: String
}
