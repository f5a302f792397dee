public import BackendKit

/// One promise of ``ImageBackend`` or a facet, and how to see whether a backend keeps it.
///
/// A check makes its own images, finds them by names nobody else has, and removes them at the end, so that it can run
/// beside the images of a live service. For a backend that makes none, another one that leads to the same images can.
public struct BackendCheck: Sendable, CustomStringConvertible {
    /// The promise, as a sentence.
    public let name: String
    /// What a backend must be able to do for the promise to mean anything.
    public let capabilities: [AnyCapability]
    /// What whoever makes the images must be able to do, as far as it is not the promise itself.
    private let preparation: [AnyCapability]
    private let body: @Sendable (CheckBench) async throws -> Void

    /// Images a check has to begin with.
    enum Images {
        case none
        /// With names, properties and minima.
        case records
        case withData

        fileprivate var capabilities: [AnyCapability] {
            switch self {
            case .none: []
            case .records: [AnyCapability(.creating)]
            case .withData: [AnyCapability(.creating), AnyCapability(.uploading)]
            }
        }
    }

    init(
        _ name: String, _ capabilities: [AnyCapability] = [], beginsWith images: Images = .none,
        _ body: @escaping @Sendable (CheckBench) async throws -> Void
    ) {
        self.name = name
        self.capabilities = capabilities
        preparation = images.capabilities
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
    /// - Parameter maker: makes and removes the images a check begins with; `nil` is the backend itself.
    /// - Throws: ``CheckFailure`` when the backend does not keep it; whatever else a backend throws.
    public func run(on backend: any ImageBackend, imagesBy maker: (any ImageBackend)? = nil) async throws -> Outcome {
        let maker = maker ?? backend
        let missing =
            capabilities.filter { !$0.isPresent(in: backend) } + preparation.filter { !$0.isPresent(in: maker) }
        guard missing.isEmpty else { return .notApplicable(missing.map(\.name)) }
        let bench = CheckBench(backend, maker: maker)
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
            + describing + definingMetadata + snapshotting + maintaining
    }
}

/// A promise that was not kept.
public struct CheckFailure: Error, Sendable, CustomStringConvertible {
    public let description: String
}
