import DiskImages
import Testing

/// A change to a sample, and what must be said of the result.
struct Vector: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let sample: String
    let change: @Sendable ([UInt8]) throws -> [UInt8]
    let refused: [String]
    let warned: [String]

    init(
        _ description: String, _ sample: String, refuses refused: [String] = [], warns warned: [String] = [],
        _ change: @escaping @Sendable ([UInt8]) throws -> [UInt8] = { $0 }
    ) {
        testDescription = "\(sample): \(description)"
        self.sample = sample
        self.change = change
        self.refused = refused
        self.warned = warned
    }

    func report() async throws -> DiskImageReport {
        try change(try await Samples.bytes(sample)).inspected()
    }
}
