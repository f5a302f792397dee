import FileIO
import Foundation
import TestSupport
import Testing

private let data = ImageServer.bytes(300_000)

/// The program when the system refuses a call while it goes on with what an earlier run left.
struct `a system call that fails in a later run` {
    struct Fault: CustomTestStringConvertible {
        let call: SystemCall
        let number: Int32
        var testDescription: String { "\(call.rawValue) with \(String(cString: strerror(number)).lowercased())" }
    }

    static let faults =
        [SystemCall.open, .read, .write, .sync, .close, .rename, .unlink, .stat, .lock, .chmod]
        .map { Fault(call: $0, number: EIO) } + [Fault(call: .open, number: ENOENT)]

    @Test(arguments: faults)
    func `costs at most what was left, and never gives a wrong file`(_ fault: Fault) async throws {
        for place in 1...6 {
            // The rest, or everything, so that it starts again with an empty file.
            for answer in fault.call == .write ? [ImageServer.Answer.asked, .whole] : [.asked] {
                let server = try ImageServer(data, [.cut(.length, after: 100_000)])
                let program = try TestProgram(environment: server.environment)
                try program.directory.write("out", "precious")
                let save = ["image", "save", "x", "--file", "out", "--force"]
                #expect(try await program.run(save + ["--no-retry"]).status == 7)
                server.answer([answer])
                let failing = program.with(["IMGSH_FAULT": "\(fault.call.rawValue):\(place):\(fault.number)"])
                let result = try await failing.run(save)
                let got = try program.directory.read("out")
                if result.status == 0 {
                    #expect(got == data, "\(place): \(result.errors)")
                } else {
                    #expect(got == Array("precious".utf8) || got == data, "\(place): \(result.errors)")
                    #expect(result.errors.contains("imgsh: "), "\(place): \(result.errors)")
                }
                // What is left can be finished or cleaned up.
                server.answer([])
                let again = try await program.run(save)
                #expect(again.status == 0, "\(place): \(again.errors)")
                #expect(try program.directory.read("out") == data)
                #expect(try await program.run("transfer", "clean", "--yes").status == 0)
                let left = try program.directory.names().filter { $0.hasSuffix(".part") }
                // A file that is said to be gone is nobody's any more.
                #expect(left.isEmpty || fault.number == ENOENT, "\(place): \(left) \(result.errors)")
            }
        }
    }
}
