import Foundation
import TestSupport
import Testing

/// Fault class F-P2 on real services: uploads that are killed at any moment. `IMGSH_STORM_ROUNDS` says how often; what
/// was seen is printed at the end.
@Suite(.enabled(if: Lab.isUp, "IMGSH_LAB_STATE names no lab"))
struct `a storm of kills on a real cloud` {
    private struct Tally: CustomStringConvertible {
        var (killed, finished, left, unlisted, falseSuccess, late) = (0, 0, 0, 0, 0, 0)
        var description: String {
            "upload storm on a real cloud: \(killed) killed, \(finished) finished first; \(left) left a record, "
                + "\(unlisted) of them not listed; \(falseSuccess) false successes, \(late) records that came after the cleaning"
        }
    }

    private static let data = ImageServer.bytes(3_000_000)
    private let program: TestProgram
    private let name = "storm-" + UUID().uuidString.lowercased()

    init() throws {
        program = try TestProgram(
            environment: Lab.environment.merging(["OS_CLOUD": "lab-user", "IMGSH_TOKEN_CACHE": "1"]) { $1 })
        try program.directory.write("disk", Self.data)
    }

    /// The images of the name, each as ID, status and size.
    private func images() async throws -> [[String]] {
        let result = try await program.run(
            "image", "list", "--name", name, "--long", "-f", "value", "-c", "ID", "-c", "Status", "-c", "Size")
        #expect(result.status == 0, "\(result.errors)")
        return result.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    }

    private func isComplete(_ image: [String]) -> Bool { image.contains("active") && image.contains("3000000") }

    @Test func `leaves no false success, and no record that is not listed`() async throws {
        let rounds = ProcessInfo.processInfo.environment["IMGSH_STORM_ROUNDS"].flatMap(Int.init) ?? 10
        let create = ["image", "create", name, "--disk-format", "raw", "--file", "disk"]
        let start = ContinuousClock.now
        #expect(try await program.run(create).status == 0)
        let whole = (ContinuousClock.now - start) / .milliseconds(1)
        var tally = Tally()
        for _ in 0..<rounds {
            for image in try await images() { _ = try await program.run("image", "delete", "--yes", image[0]) }
            let running = try program.start(create)
            usleep(UInt32.random(in: 0...UInt32(max(1, whole * 1100))))
            running.signal(SIGKILL)
            let result = try await running.finish()
            let found = try await images()
            if result.status == 0 {
                tally.finished += 1
                if !found.contains(where: isComplete) { tally.falseSuccess += 1 }
            } else {
                tally.killed += 1
            }
            let listed = try await program.run("transfer", "list", "-f", "value", "-c", "Image").output
            let open = found.filter { !isComplete($0) }
            tally.left += open.isEmpty ? 0 : 1
            tally.unlisted += open.count { !listed.contains($0[0]) }
            let clean = try await program.run("transfer", "clean", "--yes")
            #expect(clean.status == 0, "\(clean.errors)")
            // The service may make a record only now, whose upload is remembered then.
            let remembered = try await program.run("transfer", "list", "-f", "value", "-c", "Image").output
            for image in try await images() where !isComplete(image) {
                tally.late += 1
                tally.unlisted += remembered.contains(image[0]) ? 0 : 1
            }
        }
        _ = try await program.run("transfer", "clean", "--yes")
        for image in try await images() { _ = try await program.run("image", "delete", "--yes", image[0]) }
        print(tally)
        #expect(tally.falseSuccess == 0 && tally.unlisted == 0, "\(tally)")
        #expect(tally.killed > rounds / 4, "\(tally)")
        #expect(try await images().isEmpty)
    }
}
