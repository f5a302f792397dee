import CommandKit
import TestSupport
import Testing

struct `what to type next` {
    @Test func `is for the shell in which the command was typed`() async throws {
        let shell = try TestShell()
        let pattern = shell.directory("*.nosuch")
        let call = try await shell.run(arguments: ["create", "--file", pattern])
        #expect(call.errors.hasSuffix("  try: ls\n"), "\(call.errors)")
        let script = try shell.file("script", "create --file '\(pattern)'")
        for arguments in [["-c", "create --file '\(pattern)'"], ["-f", script], ["source", script]] {
            let result = try await shell.run(arguments: arguments)
            #expect(result.errors.contains("  try: !ls\n"), "\(result.errors)")
        }
    }
}
