import CommandKit
import TestSupport
import Testing

struct `watch` {
    @Test(arguments: ["31536001", "9223372036854775807"])
    func `refuses a pause of more than a year`(_ interval: String) async throws {
        let result = try await TestShell().run("watch --count 2 --interval \(interval) echo hi")
        #expect(result.status == .usage && result.output.isEmpty)
        #expect(result.errors.contains("at most a year"), "\(result.errors)")
    }

    @Test func `takes a pause of a year where it comes to none`() async throws {
        #expect(try await TestShell().run("watch --count 1 --interval 31536000 echo hi").output == "hi\n")
    }
}
