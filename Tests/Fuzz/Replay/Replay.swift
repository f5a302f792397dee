import Foundation
import Testing

/// What `scripts/fuzz` found interesting, and what it once found to be broken, goes through every parser.
struct `the corpus of` {
    private static let directory = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Corpus")

    private static func inputs(of target: FuzzTarget) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(
            at: directory.appending(path: target.name), includingPropertiesForKeys: nil)
    }

    @Test(arguments: FuzzTarget.all) func `a parser breaks no promise`(_ target: FuzzTarget) async throws {
        let inputs = try Self.inputs(of: target)
        #expect(!inputs.isEmpty, "nothing is known of '\(target.name)'")
        for input in inputs {
            let bytes = [UInt8](try Data(contentsOf: input))
            do {
                switch target.check {
                case .now(let check): try check(bytes)
                case .later(let check): try await check(bytes)
                }
            } catch {
                Issue.record("\(target.name)/\(input.lastPathComponent): \(error)")
            }
        }
    }

    @Test(arguments: FuzzTarget.all) func `a parser is given nothing, one byte and much`(
        _ target: FuzzTarget
    ) async throws {
        let inputs: [[UInt8]] = [[], [0], [0xFF], Array(repeating: 0x5B, count: target.longest)]
        for bytes in inputs {
            switch target.check {
            case .now(let check): try check(bytes)
            case .later(let check): try await check(bytes)
            }
        }
    }

    @Test func `no parser is left over`() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.directory.path)
        #expect(Set(names).subtracting(FuzzTarget.all.map(\.name)).isEmpty)
        #expect(Set(FuzzTarget.all.map(\.name)).count == FuzzTarget.all.count)
    }
}

extension FuzzTarget: CustomTestStringConvertible {
    var testDescription: String { name }
}
