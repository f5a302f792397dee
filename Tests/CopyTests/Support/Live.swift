import BackendKit
import Foundation
import ImageHashing
import TestSupport

/// The program with the clouds of the lab, and a name for images that nobody else has.
struct Live {
    let program: TestProgram
    let name = "copy-" + UUID().uuidString.lowercased()

    init() throws {
        program = try TestProgram(environment: Lab.environment)
    }

    func run(_ line: String) async throws -> TestProgram.Result { try await program.run("-c", line) }

    func sha512(of bytes: [UInt8]) -> String {
        var hasher = ImageHasher("sha512")
        hasher?.update(bytes)
        return hasher?.value.value ?? ""
    }

    /// Deletes the image of the name.
    func delete(on backends: String...) async throws {
        for backend in backends {
            _ = try await run("image set --unprotected \(backend)//\(name)")
            _ = try await run("image delete --yes \(backend)//\(name)")
        }
    }
}
