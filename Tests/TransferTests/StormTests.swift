import Foundation
import TestSupport
import Testing

/// Fault class F-P1: the program, killed again and again at any moment of a download over an existing file.
///
/// `IMGSH_STORM_ROUNDS` says how often; what was seen is printed at the end.
struct `F-P1 a storm of kills` {
    private struct Tally: CustomStringConvertible {
        var (killed, finished, kept, resumed, bad, falseSuccess, unlisted) = (0, 0, 0, 0, 0, 0, 0)
        var description: String {
            "storm: \(killed) killed, \(finished) finished first; \(kept) left something, \(resumed) finished from it; "
                + "\(bad) bad files, \(falseSuccess) false successes, \(unlisted) leftovers not listed"
        }
    }

    @Test func `never leaves a wrong file, a false success, or a leftover that is not listed`() async throws {
        let rounds = ProcessInfo.processInfo.environment["IMGSH_STORM_ROUNDS"].flatMap(Int.init) ?? 40
        let data = ImageServer.bytes(4 << 20)
        let old = Array("precious".utf8)
        let server = try ImageServer(data)
        let program = try TestProgram(environment: server.environment)
        let save = ["image", "save", "x", "--file", "out", "--force"]
        try program.directory.write("out", old)
        var tally = Tally()
        for round in 0..<rounds {
            try program.directory.write("out", old)
            let running = try program.start(save)
            try Self.wait(for: running, in: program, upTo: data.count)
            running.signal(SIGKILL)
            let result = try await running.finish()
            if result.status == 0 { tally.finished += 1 } else { tally.killed += 1 }
            let got = try program.directory.read("out")
            if got != old && got != data { tally.bad += 1 }
            if result.status == 0 && got != data { tally.falseSuccess += 1 }
            let left = try Self.leftovers(program)
            let listed = try await program.run("transfer", "list", "-f", "value", "-c", "ID")
            let count = listed.output.split(separator: "\n").count
            if left.count > count { tally.unlisted += 1 }
            guard !left.isEmpty else { continue }
            tally.kept += 1
            // By the command itself, or by the one that is made for it; some are left to gather.
            guard round % 3 != 2 else { continue }
            let again = try await round % 3 == 0 ? program.run(save) : program.run("transfer", "resume")
            if again.status == 0, try program.directory.read("out") == data {
                tally.resumed += 1
            } else {
                tally.bad += 1
            }
            #expect(try Self.leftovers(program).isEmpty, "\(again.errors)")
        }
        print(tally)
        #expect(tally.bad == 0 && tally.falseSuccess == 0 && tally.unlisted == 0, "\(tally)")
        #expect(tally.killed > rounds / 4, "\(tally)")
        #expect(try await program.run("transfer", "clean", "--yes").status == 0)
        #expect(try Self.leftovers(program).isEmpty)
    }

    /// Until any moment of the download: before its file is there, once so much of it is, or while it gets its name.
    private static func wait(for running: TestProgram.Running, in program: TestProgram, upTo size: Int) throws {
        guard Int.random(in: 0..<5) > 0 else {
            usleep(UInt32.random(in: 0...40_000))
            return
        }
        let wanted = Int.random(in: 0...size)
        while running.isRunning {
            var status = stat()
            let sizes = try leftovers(program).map { part in
                stat(program.directory(part), &status) == 0 ? Int(status.st_size) : 0
            }
            if sizes.contains(where: { $0 >= wanted }) { break }
        }
        usleep(UInt32.random(in: 0...3000))
    }

    private static func leftovers(_ program: TestProgram) throws -> [String] {
        try program.directory.names().filter { $0.hasPrefix(".out.imgsh-") }
    }
}
